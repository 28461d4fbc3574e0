import { ANONYMOUS } from '../src/callers/anonymous-callers.js';
import type { Caller, CallerAuthenticator } from '../src/callers/caller.js';
import { identifyCaller } from '../src/callers/identify-caller.js';
import { jwtCallers } from '../src/callers/jwt/jwt-callers.js';
import { CLAIMS, type LoopbackIssuer, NOW } from './loopback-issuer.js';

/** What a JWT is refused with that proves nothing. */
export const REFUSED = { code: 'jwt_refused', status: 401 } as const;

/** Callers with JWTs of these issuers, made for `app`. */
export const know = (...issuers: readonly LoopbackIssuer[]): CallerAuthenticator =>
  jwtCallers({
    issuers: issuers.map(({ url }) => ({ issuer: url, audiences: ['app'] })),
    now: () => NOW,
  });

/** Who a Bearer is, where the anonymous are let in as well: nothing that is refused may be one of them. */
export async function identify(jwt: string, way: CallerAuthenticator): Promise<Caller> {
  const anonymous: CallerAuthenticator = { challenge: '', authenticate: () => ANONYMOUS };
  return identifyCaller([way, anonymous], {
    header: (name) => (name === 'authorization' ? `Bearer ${jwt}` : undefined),
  });
}

/** As a part of a JWT. */
export const encode = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** The claims of a good JWT, and others. */
export const claimsOf = ({ url }: LoopbackIssuer, more: object = {}): object => ({
  iss: url,
  ...CLAIMS,
  ...more,
});
