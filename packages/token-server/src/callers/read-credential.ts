import type { PresentedRequest } from './caller.js';
import { CallerAmbiguousError } from './errors.js';

/** What a request shows of who sent it, not yet judged. */
export type PresentedCredential =
  | { readonly kind: 'api-key'; readonly text: string }
  | { readonly kind: 'jwt'; readonly text: string }
  /** Of a form that is neither: for ways of your own, which read the headers themselves. */
  | { readonly kind: 'other' };

/** What every API key begins with. */
export const API_KEY_PREFIX = 'sd_';

const BEARER = /^bearer +/i;
/** A value that was joined from two headers; no Bearer holds a comma. */
const SECOND_BEARER = /,\s*bearer\b/i;

const OTHER: PresentedCredential = { kind: 'other' };

function readBearer(text: string): PresentedCredential {
  if (text.includes(',')) throw new CallerAmbiguousError();
  if (text.startsWith(API_KEY_PREFIX)) return { kind: 'api-key', text };
  return text.split('.', 4).length === 3 ? { kind: 'jwt', text } : OTHER;
}

function readAuthorization(authorization: string): PresentedCredential {
  const [scheme] = BEARER.exec(authorization) ?? [];
  if (scheme !== undefined) return readBearer(authorization.slice(scheme.length).trimEnd());
  if (SECOND_BEARER.test(authorization)) throw new CallerAmbiguousError();
  return OTHER;
}

/**
 * The credential in `Authorization` or `X-API-Key`; undefined where there is neither. One form is for one way alone, so
 * that what one way refuses no other can take. Throws `caller_ambiguous` where there is more than one, also where two
 * headers of a name were joined.
 */
export function readCredential(request: PresentedRequest): PresentedCredential | undefined {
  const authorization = request.header('authorization');
  const apiKey = request.header('x-api-key');
  if (apiKey === undefined) {
    return authorization === undefined ? undefined : readAuthorization(authorization);
  }
  if (authorization !== undefined || apiKey.includes(',')) throw new CallerAmbiguousError();
  return { kind: 'api-key', text: apiKey };
}
