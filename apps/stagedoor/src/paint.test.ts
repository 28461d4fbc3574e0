import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestWorld } from '../test/test-world.js';
import { createErrorPaint, createPaint, type Tone } from './paint.js';

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
});

afterEach(() => {
  world.dispose();
});

const isColoured = (): boolean => createPaint(world)('good', 'x') !== 'x';

describe('createPaint', () => {
  it.each([
    [{}, undefined, false],
    [{}, 80, true],
    [{}, 0, true],
    [{ NO_COLOR: '1' }, 80, false],
    [{ NO_COLOR: '' }, 80, true],
    [{ TERM: 'dumb' }, 80, false],
    [{ TERM: 'xterm' }, 80, true],
    [{ FORCE_COLOR: '' }, undefined, true],
    [{ FORCE_COLOR: '1' }, undefined, true],
    [{ FORCE_COLOR: 'true', NO_COLOR: '1', TERM: 'dumb' }, undefined, true],
    [{ FORCE_COLOR: '3' }, undefined, true],
    [{ FORCE_COLOR: '0' }, 80, false],
    [{ FORCE_COLOR: 'false' }, 80, false],
  ])('with %j and %j columns: %j', (env, columns, expected) => {
    world.env = env;
    world.terminalColumns = columns;
    expect(isColoured()).toBe(expected);
  });

  it('has a colour for each tone, and none for plain text and for nothing', () => {
    world.terminalColumns = 80;
    const paint = createPaint(world);
    const tones: readonly Tone[] = ['heading', 'label', 'good', 'warning', 'bad'];
    const painted = tones.map((tone) => paint(tone, 'x'));
    expect(new Set(painted).size).toBe(tones.length);
    expect(painted[2]).toBe('\u001b[32mx\u001b[39m');
    expect(paint('plain', 'x')).toBe('x');
    expect(paint('good', '')).toBe('');
  });
});

describe('createErrorPaint', () => {
  it.each([
    [{}, false, 'x'],
    [{}, true, '\u001b[31mx\u001b[39m'],
    [{ NO_COLOR: '1' }, true, 'x'],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false, '\u001b[31mx\u001b[39m'],
    [{ FORCE_COLOR: '0' }, true, 'x'],
    [{ TERM: 'dumb' }, true, 'x'],
  ])('with %j, on a terminal %j: %j', (env, isOnTerminal, expected) => {
    world.env = env;
    world.showsErrorsOnTerminal = isOnTerminal;
    expect(createErrorPaint(world)('bad', 'x')).toBe(expected);
  });

  it('does not ask what shows standard output', () => {
    world.terminalColumns = 80;
    expect(createErrorPaint(world)('bad', 'x')).toBe('x');
    expect(isColoured()).toBe(true);
  });
});
