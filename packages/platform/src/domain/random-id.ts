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
