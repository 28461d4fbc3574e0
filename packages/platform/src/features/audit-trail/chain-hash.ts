import { createHash, createHmac } from 'node:crypto';
import type { AuditKey } from './audit-keys.js';
import type { AuditRow } from './audit-row.js';

/*
 * The chain of the audit trail, version 1.
 *
 *   hash = 'v1.' + key ID + '.' + hex(HMAC-SHA256(key, fields))
 *
 * `fields` is the name of what is hashed and then every value, one after another: a text as the number of its bytes in
 * UTF-8, a colon, the bytes and a comma (a netstring); a number as its decimal digits, in the same way; `~` where there is no
 * value. No two lists of values give the same bytes.
 */

const VERSION = 'v1';
const ROW_NAME = 'stagedoor/audit-trail/row/v1';
const HEAD_NAME = 'stagedoor/audit-trail/head/v1';
const HASH = /^v1\.(?<keyId>[0-9a-f]{8})\.[0-9a-f]{64}$/;
const KEY_ID_LENGTH = 8;

type Value = string | number | null;

/** What a changed row of an embedded database may hold in place of a text. */
const FOREIGN = '!';

function toField(value: Value): string {
  if (value === null) return '~';
  if (typeof value !== 'string' && typeof value !== 'number') return FOREIGN;
  const text = String(value);
  return `${Buffer.byteLength(text)}:${text},`;
}

function hashFields({ id, key }: AuditKey, values: readonly Value[]): string {
  const hex = createHmac('sha256', key).update(values.map(toField).join('')).digest('hex');
  return `${VERSION}.${id}.${hex}`;
}

/** The ID of a key: the first 8 hex characters of its SHA-256. */
export function auditKeyIdOf(key: Uint8Array): string {
  return createHash('sha256').update(key).digest('hex').slice(0, KEY_ID_LENGTH);
}

/** The hash of a row that follows one with the hash `previousHash`; the first row follows an empty text. */
export function hashRow(row: Omit<AuditRow, 'hash'>, previousHash: string, key: AuditKey): string {
  return hashFields(key, [
    ROW_NAME,
    key.id,
    previousHash,
    row.seq,
    row.atMs,
    row.organizationId,
    row.actor,
    row.action,
    row.target,
    row.outcome,
    row.code,
    row.address,
    row.requestId,
    row.details,
  ]);
}

/** What the newest row is: its place and its hash. Empty at 0, where there is no row yet. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

/** The seal of a head: who has the database alone can remove the last rows, but not seal the head that they leave. */
export function sealHead({ seq, hash }: ChainHead, key: AuditKey): string {
  return hashFields(key, [HEAD_NAME, key.id, seq, hash]);
}

/** The ID of the key that a hash or seal says it was made with; undefined for what is no hash. */
export function keyIdOfHash(hash: string): string | undefined {
  return HASH.exec(hash)?.groups?.['keyId'];
}
