import type { SystemSources } from './system-sources.js';

const ID_BYTES = 16;

/** 32 lower-case hex characters, the form of App IDs, certificates, customer IDs and secrets. */
export function randomHex32({ randomBytes }: Pick<SystemSources, 'randomBytes'>): string {
  return Buffer.from(randomBytes(ID_BYTES)).toString('hex');
}

/** The opaque ID of a project: ten lower-case letters and digits, as those of the documents look. */
export function randomProjectId({ randomBytes }: Pick<SystemSources, 'randomBytes'>): string {
  const number = Buffer.from(randomBytes(8)).readBigUInt64BE();
  return number.toString(36).padStart(13, '0').slice(-10);
}

/** 64 bits less 53. */
const SURPLUS_BITS = 11n;

/** A whole number from 1 to 2^53 - 1: it tells nothing of how many there are. */
export function randomSafeInteger({ randomBytes }: Pick<SystemSources, 'randomBytes'>): number {
  const number = Buffer.from(randomBytes(8)).readBigUInt64BE();
  return Math.max(Number(number >> SURPLUS_BITS), 1);
}

/** A whole number from 1 to 2^31 - 1, for fields that clients read into 32 bits. */
export function randomInt31({ randomBytes }: Pick<SystemSources, 'randomBytes'>): number {
  return Math.max(Buffer.from(randomBytes(4)).readUInt32BE() >>> 1, 1);
}
