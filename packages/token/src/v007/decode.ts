import { MalformedTokenError, TrailingBytesError, UnsupportedVersionError } from '../errors.js';
import { isHex32 } from '../parse-project.js';
import { parseUnixSeconds } from '../parse-unix-seconds.js';
import { quoteValue } from '../quote-value.js';
import { parseService, type TokenTimes } from '../services/parse-service.js';
import { findServiceByType, type TokenService } from '../services/service-table.js';
import { decodeBase64 } from '../wire/base64.js';
import { ByteReader } from '../wire/byte-reader.js';
import { inflateZlib } from '../zlib/inflate.js';
import { describeStranger } from './describe-stranger.js';
import { maxCharacters, SIGNATURE_BYTES, VERSION } from './envelope.js';
import type { TokenClaims, UnreadServices } from './token-claims.js';

/** A token taken apart, with nothing proven. Its bytes are valid until the next token is taken apart. */
export interface DecodedToken {
  /** What it says. */
  readonly claims: TokenClaims;
  /** All that was packed, as it was received: the signature, then from `SIGNED_OFFSET` on what it is over. */
  readonly content: Uint8Array;
}

interface ReadServices {
  readonly services: readonly TokenService[];
  readonly unreadServices?: UnreadServices;
}

/** All services up to the end, or up to one whose type is not known here. */
function readServices(reader: ByteReader, times: TokenTimes): ReadServices {
  const count = reader.u16();
  if (count === 0) throw new MalformedTokenError('it opens no service');
  const services: TokenService[] = [];
  while (services.length < count) {
    const type = reader.u16();
    const row = findServiceByType(type);
    if (row === undefined) {
      return { services, unreadServices: { type, count: count - services.length } };
    }
    services.push(parseService(reader, row, times));
  }
  if (reader.remaining > 0) throw new TrailingBytesError('bytes follow the last service');
  return { services };
}

/** A reader of tokens sees the tokens of one project, and need not decode its App ID again and again. */
let lastAppId = '';

function readAppId(reader: ByteReader): string {
  const appId = reader.string16(lastAppId);
  if (appId !== lastAppId && isHex32(appId)) lastAppId = appId;
  return appId;
}

function readClaims(reader: ByteReader): TokenClaims {
  const appId = readAppId(reader);
  const issuedAt = parseUnixSeconds('the issue time', reader.u32());
  const expiresInSeconds = reader.u32();
  const expiresAt = parseUnixSeconds('the expiry', issuedAt + expiresInSeconds);
  const salt = reader.u32();
  const services = readServices(reader, { issuedAt, expiresAt });
  return { version: VERSION, appId, issuedAt, expiresAt, expiresInSeconds, salt, ...services };
}

/** What can be said of a text before it is decoded. */
function checkText(text: unknown, maxContentBytes: number): asserts text is string {
  if (typeof text !== 'string')
    throw new MalformedTokenError(`it is ${quoteValue(text)}, not a text`);
  if (text === '') {
    throw new MalformedTokenError('it is empty', {
      advice:
        'official builders return that for an App ID or a certificate that is not 32 hex characters',
    });
  }
  if (text.length < VERSION.length) throw new MalformedTokenError('it is too short');
  const mostCharacters = maxCharacters(maxContentBytes);
  if (text.length > mostCharacters) {
    throw new MalformedTokenError(`it has more than ${mostCharacters} characters`);
  }
  if (!text.startsWith(VERSION)) throw new UnsupportedVersionError(describeStranger(text));
}

/**
 * Takes a token of format 007 apart without proving anything. Services and privileges may come in any order. At a
 * service type that is not known here reading stops, because only its row says where it ends; what was read before
 * counts.
 *
 * Inflates at most `maxContentBytes`. Throws
 * `malformed`, `unsupported_version`, `bad_base64`, `inflate_limit`, `truncated` and `trailing_bytes`.
 */
export function decodeToken(text: string, maxContentBytes: number): DecodedToken {
  checkText(text, maxContentBytes);
  const content = inflateZlib(decodeBase64(text, VERSION.length), maxContentBytes);
  const reader = new ByteReader(content);
  const length = reader.skip16();
  if (length !== SIGNATURE_BYTES) {
    throw new MalformedTokenError(`its signature has ${length} bytes, not 32`);
  }
  return { claims: readClaims(reader), content };
}
