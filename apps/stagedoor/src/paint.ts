import { styleText } from 'node:util';
import type { World } from './world.js';

const STYLES = {
  heading: 'bold',
  label: 'dim',
  good: 'green',
  warning: 'yellow',
  bad: 'red',
} as const;

/** What a piece of text is to its reader; `plain` has no colour of its own. */
export type Tone = keyof typeof STYLES | 'plain';

/** Gives a text the colour of its tone, or leaves it as it is. */
export type Paint = (tone: Tone, text: string) => string;

/** The values of FORCE_COLOR that ask for colour, as Node reads them; any other forbids it. */
const FORCING = ['', '1', 'true', '2', '3'];

/** Whether output is to be coloured: FORCE_COLOR decides, then NO_COLOR, then whether a terminal shows it. */
function wantsColour({ env }: World, isOnTerminal: boolean): boolean {
  const { FORCE_COLOR: forced, NO_COLOR: refused = '', TERM: terminal } = env;
  if (forced !== undefined) return FORCING.includes(forced);
  return refused === '' && isOnTerminal && terminal !== 'dumb';
}

function choosePaint(world: World, isOnTerminal: boolean): Paint {
  if (!wantsColour(world, isOnTerminal)) return (_tone, text) => text;
  return (tone, text) =>
    tone === 'plain' || text === ''
      ? text
      : // What a stream can show is decided above, for the world that is given.
        styleText(STYLES[tone], text, { validateStream: false });
}

/** How this world's standard output is coloured. */
export function createPaint(world: World): Paint {
  return choosePaint(world, world.terminalColumns !== undefined);
}

/** How this world's standard error is coloured, by the same rules. */
export function createErrorPaint(world: World): Paint {
  return choosePaint(world, world.showsErrorsOnTerminal);
}
