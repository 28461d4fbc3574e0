import type { AuditEvent } from './audit-event.js';

/** An event as it is kept: what the hash of its row covers, and the hash. */
export interface AuditRow {
  /** The order of events, without gaps, from 1. Clocks jump, this does not. */
  readonly seq: number;
  /** Unix milliseconds. */
  readonly atMs: number;
  readonly organizationId: string | null;
  readonly actor: string;
  readonly action: string;
  readonly target: string | null;
  readonly outcome: string;
  readonly code: string | null;
  readonly address: string | null;
  readonly requestId: string | null;
  /** A JSON object, as text: the hash is over exactly these characters. */
  readonly details: string | null;
  /** `v1.<key ID>.<64 hex>`: see `chain-hash.ts`. */
  readonly hash: string;
}

/** What can be said of an event before its place in the chain is known. */
export type AuditRowContent = Omit<AuditRow, 'seq' | 'hash'>;

/** Longer texts are cut: an index takes no longer ones, and whoever sends them decides nothing here. */
const MAX_TEXT_LENGTH = 512;
const MAX_DETAILS_BYTES = 8192;
/** PostgreSQL keeps no NUL, neither engine half of a surrogate pair. */
const UNSTORABLE = /[\0\p{Cs}]/gu;
const REPLACEMENT = '\uFFFD';

function toText(text: string): string {
  const cut = text.length > MAX_TEXT_LENGTH ? `${text.slice(0, MAX_TEXT_LENGTH - 1)}…` : text;
  return cut.replaceAll(UNSTORABLE, REPLACEMENT);
}

const toOptionalText = (text: string | undefined): string | null =>
  text === undefined ? null : toText(text);

/** JSON has no integers above 2^53; what is one here is an ID. */
const toJsonValue = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? value.toString() : value;

function toDetailsText(details: AuditEvent['details']): string | null {
  if (details === undefined) return null;
  const text = JSON.stringify(details, toJsonValue);
  const bytes = Buffer.byteLength(text);
  return bytes <= MAX_DETAILS_BYTES ? text : JSON.stringify({ omittedBytes: bytes });
}

/**
 * The event as both engines give it back, character by character: what they could not keep is replaced, long texts are cut
 * at 512 characters, and details of more than 8 KiB are left out but for their size.
 */
export function toRowContent(event: AuditEvent): AuditRowContent {
  return {
    atMs: Math.trunc(event.atMs),
    organizationId: toOptionalText(event.organizationId),
    actor: toText(event.actor),
    action: toText(event.action),
    target: toOptionalText(event.target),
    outcome: event.outcome,
    code: toOptionalText(event.code),
    address: toOptionalText(event.address),
    requestId: toOptionalText(event.requestId),
    details: toDetailsText(event.details),
  };
}
