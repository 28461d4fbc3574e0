import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestWorld } from '../../test/test-world.js';
import { createLogger } from './create-logger.js';

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
});

afterEach(() => {
  world.dispose();
});

describe('the log', () => {
  it('has a line of JSON for each thing that is said', () => {
    createLogger(world, 'info').info({ status: 200 }, 'request');
    expect(world.error).toMatch(/^\{.*\}\n$/);
    expect(JSON.parse(world.error)).toEqual({
      level: 'info',
      time: '2023-11-14T22:13:20.000Z',
      status: 200,
      msg: 'request',
    });
  });

  it('has nothing below its level, and nothing at all where it is silent', () => {
    createLogger(world, 'warn').info({}, 'request');
    createLogger(world, 'silent').error({}, 'failure');
    expect(world.error).toBe('');
  });

  it('keeps a line one line, whatever is in it', () => {
    createLogger(world, 'info').info({ requestId: 'a\nb\u2028\u0000"\\' }, 'request');
    expect(world.error.match(/\n/g)).toHaveLength(1);
    expect(JSON.parse(world.error)).toMatchObject({ requestId: 'a\nb\u2028\u0000"\\' });
  });
});
