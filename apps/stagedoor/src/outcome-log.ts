import type { TokenOutcome } from '@stagedoor/token-server';
import type { World } from './world.js';

function describeOutcome(outcome: TokenOutcome): string {
  switch (outcome.kind) {
    case 'granted': {
      const { channel, uid, role, expiresInSeconds, fingerprint } = outcome;
      return `granted ${role} of channel ${JSON.stringify(channel)} to uid ${uid} for ${expiresInSeconds} s, token ${fingerprint}`;
    }
    case 'refused':
      return `refused ${outcome.status} (${outcome.code}): ${outcome.reason}`;
    case 'failed':
      return `failed (${outcome.code}): ${String(outcome.cause)}`;
  }
}

function toLine(outcome: TokenOutcome, at: string, asJson: boolean): string {
  if (!asJson) return `${at} ${describeOutcome(outcome)}`;
  // An error has no JSON form of its own.
  const cause = outcome.kind === 'failed' ? { cause: String(outcome.cause) } : {};
  return JSON.stringify({ at, ...outcome, ...cause });
}

/** Writes each outcome to standard error: one line, as text or as JSON. */
export function logOutcomes(world: World, asJson: boolean): (outcome: TokenOutcome) => void {
  return (outcome) => {
    const at = new Date(world.now() * 1000).toISOString();
    world.writeError(`${toLine(outcome, at, asJson)}\n`);
  };
}
