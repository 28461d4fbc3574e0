import type { OutcomeToken, TokenOutcome } from '@stagedoor/token-server';
import { createLogger } from './log/create-logger.js';
import { outcomeFields } from './token-server/outcome-fields.js';
import type { World } from './world.js';

const MILLIS = 1000;

function describeToken({ services, issuedAt, expiresAt, fingerprint }: OutcomeToken): string {
  const each = services.map(
    ({ service, channel, user, privileges, rule }) =>
      `${service}${channel === undefined ? '' : ` in ${JSON.stringify(channel)}`} ` +
      `to ${user === undefined ? 'no user' : JSON.stringify(user)} ` +
      `(${privileges.join(', ')}; rule ${JSON.stringify(rule)})`,
  );
  return `${each.join(' and ')} for ${expiresAt - issuedAt} s, token ${fingerprint}`;
}

function describeOutcome(outcome: TokenOutcome): string {
  switch (outcome.kind) {
    case 'granted':
      return `granted ${outcome.tokens.map(describeToken).join('; ')}`;
    case 'refused':
      return `refused ${outcome.status} (${outcome.code}): ${outcome.reason}`;
    case 'failed':
      return `failed (${outcome.code}): ${String(outcome.cause)}`;
  }
}

/** Writes each outcome to standard error: a line for people, or one of JSON as servers write it. */
export function logOutcomes(world: World, asJson: boolean): (outcome: TokenOutcome) => void {
  if (asJson) {
    const log = createLogger(world, 'info');
    return (outcome) => log.info(outcomeFields(outcome), 'token request');
  }
  return (outcome) => {
    const at = new Date(world.now() * MILLIS).toISOString();
    world.writeError(`${at} ${describeOutcome(outcome)}\n`);
  };
}
