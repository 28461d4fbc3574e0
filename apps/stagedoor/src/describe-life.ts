import { describeInstant } from './describe-instant.js';
import type { Cell } from './lay-out-table.js';

/** When a token ends, and by its tone whether it has ended. Both are Unix seconds. */
export function describeExpiry(expiresAt: number, now: number): Cell {
  return {
    label: 'expires',
    value: describeInstant(expiresAt, now),
    tone: expiresAt > now ? 'good' : 'bad',
  };
}

/** When a privilege ends, in Unix seconds; undefined where it has no end of its own. */
export function describePrivilege(name: string, endsAt: number | undefined, now: number): Cell {
  if (endsAt === undefined) return { label: name, value: 'as long as the token' };
  return {
    label: name,
    value: describeInstant(endsAt, now),
    tone: endsAt > now ? 'plain' : 'bad',
  };
}
