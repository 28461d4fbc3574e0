/** Secrets that are marked: none of them may be in an answer, a header or an outcome, whatever goes wrong. */
import { describe, expect, it } from 'vitest';
import { toFetchHandler } from '../src/http/fetch-handler.js';
import type { TokenOutcome } from '../src/token-outcome.js';
import type { TokenServerOptions } from '../src/token-server.js';
import { CERTIFICATE, openServer } from './token-world.js';

const KEY = 'key-c0ffee-canary';
const BODIES = [
  'stage,7',
  '',
  '{',
  'stage',
  ',7',
  'stage,-1',
  'stage,NaN',
  '../*,7',
  'x'.repeat(300),
];

const VARIANTS: readonly Partial<TokenServerOptions>[] = [
  {},
  { policy: () => ({ decide: () => ({ kind: 'denied', rule: 'a', reason: 'no' }) }) },
  { projects: { find: () => undefined } },
  { projects: { find: () => ({ appId: CERTIFICATE.slice(1), certificates: [CERTIFICATE] }) } },
  { projects: { find: () => ({ appId: 'a'.repeat(32), certificates: [`${CERTIFICATE}0`] }) } },
  { limits: { perUserPerSecond: 0 } },
  { limits: { unprovenPerSecond: 0 } },
  { maxBodyBytes: 4 },
];

/** All of an outcome but what the operator asked for by its own port: a cause. */
const write = ({ ...outcome }: TokenOutcome): string =>
  JSON.stringify('cause' in outcome ? { ...outcome, cause: String(outcome.cause) } : outcome);

describe('a secret', () => {
  it('is in no answer and in no outcome', async () => {
    const seen: string[] = [];
    const tokens: string[] = [];
    for (const variant of VARIANTS) {
      const { server, outcomes } = openServer({ maxBodyBytes: 200, ...variant });
      const handler = toFetchHandler(server, { clientAddressOf: () => '192.0.2.1' });
      for (const [body, scheme] of BODIES.flatMap(
        (each) =>
          [
            [each, `Bearer ${KEY}`],
            [each, `Basic ${KEY}`],
            [each, `Bearer ${KEY}, Bearer ${KEY}`],
          ] as const,
      )) {
        const headers = { authorization: scheme };
        const request = new Request('http://localhost/token', { method: 'POST', headers, body });
        const response = await handler(request);
        const text = await response.text();
        (response.status === 200 ? tokens : seen).push(text);
        seen.push(JSON.stringify([...response.headers]));
      }
      seen.push(...outcomes.map(write));
    }
    expect(tokens.length).toBeGreaterThan(0);
    const all = seen.join('\n').toLowerCase();
    // Outcomes name the caller, which here is what stands behind the key.
    const searched = all.replaceAll('"id":"c0ffee-canary"', '');
    const secrets = [CERTIFICATE, KEY.slice(4), ...tokens];
    expect(secrets.filter((secret) => searched.includes(secret.toLowerCase()))).toEqual([]);
  });
});
