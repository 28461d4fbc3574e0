import { type Logger, pino } from 'pino';
import type { World } from '../world.js';

const MILLIS = 1000;

/**
 * A log of JSON lines at standard error, each with its time (ISO 8601, UTC) and its level as a word. Nothing is written
 * later than it is said: what a server says last is seen.
 */
export function createLogger(world: Pick<World, 'now' | 'writeError'>, level: string): Logger {
  const options = {
    level,
    // Which machine and process it is says whoever collects the lines.
    base: null,
    timestamp: () => `,"time":"${new Date(world.now() * MILLIS).toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return pino(options, { write: (line) => world.writeError(line) });
}
