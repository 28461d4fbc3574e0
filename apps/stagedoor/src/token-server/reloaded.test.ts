import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestLog } from '../../test/test-log.js';
import { TestWorld } from '../../test/test-world.js';
import { ConfigError } from '../errors.js';
import { Reloaded } from './reloaded.js';

let world: TestWorld;
let log: TestLog;
let content: string;
let reads: number;
let events: string[];

beforeEach(() => {
  world = new TestWorld();
  log = new TestLog();
  content = 'first';
  reads = 0;
  events = [];
});

afterEach(() => {
  world.dispose();
});

const source = {
  setting: 'policy',
  read: () => {
    reads += 1;
    return content.startsWith('bad')
      ? Promise.reject(new ConfigError(`policy: ${content}`))
      : Promise.resolve({ stamp: content, value: content });
  },
};

const open = (onChange?: (value: string, before: string) => void): Promise<Reloaded<string>> =>
  Reloaded.open(source, { world, log, onChange, count: (event) => void events.push(event) });

describe('a reloaded value', () => {
  it('cannot be opened where there is nothing to begin with', async () => {
    content = 'bad start';
    await expect(open()).rejects.toThrow('policy: bad start');
  });

  it('follows its source, and tells of each change before it is in force', async () => {
    const told: string[] = [];
    const reloaded = await open((value, before) => told.push(`${before} -> ${value}`));
    content = 'second';
    await reloaded.check();
    expect([reloaded.value, told]).toEqual(['second', ['first -> second']]);
    expect(log.lines).toEqual([expect.objectContaining({ level: 'info', setting: 'policy' })]);
  });

  it('says nothing where nothing has changed', async () => {
    const reloaded = await open();
    await reloaded.check();
    expect([reads, log.lines]).toEqual([2, []]);
  });

  it('keeps what was in force where the new one cannot be used, and says so once', async () => {
    const reloaded = await open();
    content = 'bad';
    await reloaded.check();
    await reloaded.check();
    expect(reloaded.value).toBe('first');
    expect(log.lines).toEqual([
      expect.objectContaining({ level: 'error', code: 'config_invalid', reason: 'policy: bad' }),
    ]);
    content = 'bad in another way';
    await reloaded.check();
    expect(log.lines).toHaveLength(2);
    content = 'good';
    await reloaded.check();
    expect(reloaded.value).toBe('good');
    expect(events).toEqual(['reload_refused', 'reload_refused', 'reload_taken']);
  });

  it('keeps what was in force where a listener does not agree', async () => {
    const reloaded = await open(() => {
      throw new ConfigError('nobody could call');
    });
    content = 'second';
    await reloaded.check();
    expect(reloaded.value).toBe('first');
    expect(log.lines).toEqual([expect.objectContaining({ reason: 'nobody could call' })]);
  });

  it.each(['tick', 'reload'] as const)('looks at a %s, until it is told to stop', async (event) => {
    const reloaded = await open();
    const stop = reloaded.watch();
    content = 'second';
    world[event]();
    await reloaded.check();
    expect(reloaded.value).toBe('second');
    stop();
    content = 'third';
    world[event]();
    await Promise.resolve();
    expect(reads).toBe(2);
  });

  it('says at each reload what is wrong, also where it was said', async () => {
    const reloaded = await open();
    reloaded.watch();
    content = 'bad';
    world.tick();
    await reloaded.check();
    world.reload();
    await reloaded.check();
    expect(log.lines).toHaveLength(2);
  });
});
