import { InvalidAppIdError, InvalidCertificateError } from './errors.js';

/** The public name of a project: 32 hex characters, letter case kept. Made only by `parseAppId`. */
export type AppId = string & { readonly kind: 'App ID' };
/** The secret that signs a project's tokens: 32 hex characters, used as text. Made only by `parseCertificate`. */
export type Certificate = string & { readonly kind: 'App Certificate' };

const HEX_32 = /^[0-9a-fA-F]{32}$/;

/** Whether a value is a text of 32 hex characters, in any letter case: what App IDs and certificates look like. */
export function isHex32(value: unknown): value is string {
  return typeof value === 'string' && HEX_32.test(value);
}

/** What is wrong with a text that should be 32 hex characters, without repeating it. */
function describeNotHex32(value: unknown): string {
  if (typeof value !== 'string') return `it is of type ${typeof value}`;
  if (value.length !== 32) return `it has ${value.length} characters`;
  return 'it has a character that is not 0-9 or a-f';
}

// A server sees the same few over and over: what was found right last is not looked at again.
let lastAppId: AppId | undefined;
let lastCertificate: Certificate | undefined;

/** Throws `invalid_app_id`. */
export function parseAppId(value: unknown): AppId {
  if (value === lastAppId && lastAppId !== undefined) return lastAppId;
  if (!isHex32(value)) {
    throw new InvalidAppIdError(describeNotHex32(value));
  }
  lastAppId = value as AppId;
  return lastAppId;
}

/** Throws `invalid_certificate`, without the value in the message. */
export function parseCertificate(value: unknown): Certificate {
  if (value === lastCertificate && lastCertificate !== undefined) return lastCertificate;
  if (!isHex32(value)) {
    throw new InvalidCertificateError(describeNotHex32(value));
  }
  lastCertificate = value as Certificate;
  return lastCertificate;
}
