import { InvalidAuthOptionError } from '../errors.js';
import type { HeaderPairs } from '../request.js';

/** What a user's token is shown with. */
export interface AgoraTokenCredential {
  /** As it was issued. */
  readonly token: string;
  /** The user that it was issued for. Needed for `asPair`. */
  readonly userId?: string | undefined;
  /** Send `x-agora-token` and `x-agora-uid`, as older Signaling clients do. Default: `Authorization`. */
  readonly asPair?: boolean | undefined;
}

/** Of the letters of a token68: RFC 9110, section 11.2. */
const TOKEN = /^[A-Za-z0-9._~+/-]+=*$/;
/** Without controls, which may end a header, and without outer blanks, which are no part of its value. */
const VALUE = /^[!-~\u0080-\uFFFF](?:[ -~\u0080-\uFFFF]*[!-~\u0080-\uFFFF])?$/;
const UTF8 = new TextEncoder();

/** A text as the value of a header, of which each character is one octet. Throws `invalid_auth_option`. */
function encodeValue(userId: string): string {
  if (!VALUE.test(userId)) {
    throw new InvalidAuthOptionError('userId is not a text that a header can have');
  }
  return Array.from(UTF8.encode(userId), (octet) => String.fromCharCode(octet)).join('');
}

/** The token as the documents send it. Throws `invalid_auth_option` for a text that is no token, or a missing user. */
export function signAgoraToken({ token, userId, asPair }: AgoraTokenCredential): HeaderPairs {
  if (!TOKEN.test(token)) {
    throw new InvalidAuthOptionError('token is not as it was issued: it has other characters');
  }
  if (asPair !== true) return [['Authorization', `agora token=${token}`]];
  if (userId === undefined) throw new InvalidAuthOptionError('asPair needs userId');
  return [
    ['x-agora-token', token],
    ['x-agora-uid', encodeValue(userId)],
  ];
}
