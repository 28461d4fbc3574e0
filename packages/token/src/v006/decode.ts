import {
  MalformedTokenError,
  TrailingBytesError,
  TruncatedTokenError,
  UnsupportedVersionError,
} from '../errors.js';
import { isHex32 } from '../parse-project.js';
import { parseUnixSeconds } from '../parse-unix-seconds.js';
import { quoteValue } from '../quote-value.js';
import type { UnixSeconds } from '../unix-seconds.js';
import { describeStranger } from '../v007/describe-stranger.js';
import { decodeBase64 } from '../wire/base64.js';
import { ByteReader } from '../wire/byte-reader.js';
import { CONTENT_OFFSET, MAX_CHARACTERS, SIGNATURE_BYTES, VERSION } from './envelope.js';
import { nameOfPrivilege } from './service-table.js';
import type { PrivilegeEnd, Token006Claims } from './token-claims.js';

/** A token taken apart, with nothing proven. Its bytes are valid until the next token is taken apart. */
export interface DecodedToken {
  /** What it says. */
  readonly claims: Token006Claims;
  /** All that was packed, as it was received: the signature, the checksums, then the message from `SIGNED_OFFSET` on. */
  readonly content: Uint8Array;
}

/** What can be said of a text before it is decoded. */
function checkText(text: unknown): asserts text is string {
  if (typeof text !== 'string')
    throw new MalformedTokenError(`it is ${quoteValue(text)}, not a text`);
  if (text === '') throw new MalformedTokenError('it is empty');
  if (text.length < VERSION.length) throw new MalformedTokenError('it is too short');
  if (text.length > MAX_CHARACTERS) {
    throw new MalformedTokenError(`it has more than ${MAX_CHARACTERS} characters`);
  }
  if (text.startsWith('007')) {
    throw new UnsupportedVersionError(
      'it is of format 007; read it with inspectToken and verifyToken of @stagedoor/token',
      VERSION,
    );
  }
  if (!text.startsWith(VERSION)) {
    throw new UnsupportedVersionError(describeStranger(text), VERSION);
  }
}

/** The App ID, which stands in the text as it is. */
function readAppId(text: string): string {
  if (text.length < CONTENT_OFFSET) throw new TruncatedTokenError('it ends inside the App ID');
  const appId = text.slice(VERSION.length, CONTENT_OFFSET);
  if (!isHex32(appId)) {
    throw new MalformedTokenError('no App ID of 32 hex characters follows the version');
  }
  return appId;
}

function checkSignatureLength(length: number): void {
  if (length !== SIGNATURE_BYTES) {
    throw new MalformedTokenError(`its signature has ${length} bytes, not 32`);
  }
}

/** The message is the rest of the content. */
function checkMessageLength(length: number, remaining: number): void {
  if (length > remaining) throw new TruncatedTokenError('the content ends inside the message');
  if (length < remaining) throw new TrailingBytesError('bytes follow the message');
}

function readEnd(ownExpiresAt: number, tokenExpiresAt: UnixSeconds): PrivilegeEnd {
  const expiresAt = ownExpiresAt === 0 ? tokenExpiresAt : Math.min(ownExpiresAt, tokenExpiresAt);
  return { ownExpiresAt, expiresAt: parseUnixSeconds('the end of a privilege', expiresAt) };
}

function readPrivileges(
  reader: ByteReader,
  tokenExpiresAt: UnixSeconds,
): Readonly<Record<string, PrivilegeEnd>> {
  const privileges: Record<string, PrivilegeEnd> = {};
  for (let left = reader.u16(); left > 0; left -= 1) {
    const name = nameOfPrivilege(reader.u16());
    if (privileges[name] !== undefined) {
      throw new MalformedTokenError(`it holds the privilege ${name} twice`);
    }
    privileges[name] = readEnd(reader.u32(), tokenExpiresAt);
  }
  if (reader.remaining > 0) throw new TrailingBytesError('bytes follow the last privilege');
  return privileges;
}

/**
 * Takes a token of format 006 apart without proving anything. Privileges may come in any order.
 *
 * Throws `malformed`, `unsupported_version`, `bad_base64`, `truncated` and `trailing_bytes`.
 */
export function decodeToken(text: string): DecodedToken {
  checkText(text);
  const appId = readAppId(text);
  const content = decodeBase64(text, CONTENT_OFFSET);
  const reader = new ByteReader(content);
  checkSignatureLength(reader.skip16());
  const crcChannel = reader.u32();
  const crcUid = reader.u32();
  checkMessageLength(reader.u16(), reader.remaining);
  const salt = reader.u32();
  const expiresAt = parseUnixSeconds('the expiry', reader.u32());
  const privileges = readPrivileges(reader, expiresAt);
  return {
    claims: { version: VERSION, appId, expiresAt, salt, crcChannel, crcUid, privileges },
    content,
  };
}
