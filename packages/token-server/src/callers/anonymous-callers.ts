import type { Caller, CallerAuthenticator } from './caller.js';
import { readCredential } from './read-credential.js';

/** Who calls without saying who it is. */
export const ANONYMOUS: Caller = { kind: 'anonymous', id: 'anonymous', scopes: [], claims: {} };

/**
 * Lets in who shows nothing at all, last of all ways. A credential that nobody takes is refused, and not forgotten. It
 * gets what rules grant that name `anonymous` among their callers, and no other.
 */
export const anonymousCallers: CallerAuthenticator = {
  challenge: '',
  authenticate: (request) => (readCredential(request) === undefined ? ANONYMOUS : undefined),
};
