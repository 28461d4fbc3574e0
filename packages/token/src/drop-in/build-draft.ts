import { currentTime, drawSalt } from '../ambient.js';
import { isHex32, parseAppId, parseCertificate } from '../parse-project.js';
import type { FieldValue } from '../services/service-row.js';
import { encodeToken, type WireService } from '../v007/encode.js';
import { toKeyText, toText, toUint32 } from './wire-values.js';

/** A service as it was asked for. Its values are looked at when the token is packed, not before. */
export interface DraftService {
  /** The service's number. */
  readonly type: number;
  /** The lives of its privileges in seconds, by number, ascending. */
  readonly privileges: readonly (readonly [id: number, expiresInSeconds: number])[];
  /** Converts the values of its fields, in the order of the wire. */
  readonly toFields: () => readonly FieldValue[];
}

/** A token as it was asked for. */
export interface Draft {
  /** Anything: what is not 32 hex characters gives an empty text. */
  readonly appId: string;
  /** The same. Is in no error. */
  readonly certificate: string;
  /** From the issue time on. */
  readonly expiresInSeconds: number;
  /** In any order. */
  readonly services: readonly DraftService[];
}

/** The fields come first: where both they and a privilege are wrong, that decides about the error. */
function toWireService({ type, privileges, toFields }: DraftService): WireService {
  const fields = toFields();
  const lives = privileges.map(([id, seconds]) => ({ id, expiresInSeconds: toUint32(seconds) }));
  return { type, privileges: lives, fields };
}

/** Whether a value has 32 hex characters as a text, whatever it is: what cannot be packed is refused later. */
const hasHex32 = (value: unknown): boolean => isHex32(String(value));

/**
 * The token of a draft, issued now, or an empty text if App ID or certificate are not 32 hex characters.
 *
 * Converts and checks in the order of `agora-token`, so that of several wrong values the same one is the error: the
 * certificate, the App ID, the token's life, then the services by number. Throws a TypeError or a RangeError.
 */
export function buildDraft({ appId, certificate, expiresInSeconds, services }: Draft): string {
  if (!hasHex32(appId) || !hasHex32(certificate)) return '';
  const key = parseCertificate(toKeyText(certificate));
  const content = {
    appId: parseAppId(toText(appId)),
    issuedAt: toUint32(currentTime()),
    expiresInSeconds: toUint32(expiresInSeconds),
    salt: drawSalt(),
    services: services.toSorted((a, b) => a.type - b.type).map(toWireService),
  };
  return encodeToken(content, key, Infinity);
}
