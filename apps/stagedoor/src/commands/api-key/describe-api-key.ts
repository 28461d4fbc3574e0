import { describeInstant } from '../../describe-instant.js';
import { layOutColumns, showText } from '../../lay-out-columns.js';
import { type Cell, layOutTable } from '../../lay-out-table.js';
import type { Paint } from '../../paint.js';
import type { KeptApiKey } from './api-key-store.js';

const HEADING = ['KEY ID', 'STATE', 'SECRETS', 'SCOPES', 'PROJECTS'];
const DATE_LENGTH = 'yyyy-mm-dd'.length;

/** A key as it is shown: all but its hashes. */
export interface ShownApiKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** `null`: all of the server. */
  readonly appIds: readonly string[] | null;
  /** Unix seconds, as all instants here. */
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly state: 'live' | 'disabled' | 'expired';
  readonly secrets: readonly { readonly createdAt: number; readonly expiresAt: number | null }[];
  /** `null`: never. Left out of keys in a file. */
  readonly lastUsedAt?: number | null;
}

const isOver = (expiresAt: number | undefined, now: number): boolean =>
  expiresAt !== undefined && expiresAt <= now;

function stateOf({ disabled, expiresAt }: KeptApiKey, now: number): ShownApiKey['state'] {
  if (disabled) return 'disabled';
  return isOver(expiresAt, now) ? 'expired' : 'live';
}

/** What may be printed of a key. `now` is Unix seconds; secrets that have ended are left out. */
export function showApiKey(key: KeptApiKey, now: number): ShownApiKey {
  const { id, name, scopes, labels, appIds = null, createdAt, expiresAt = null, lastUsedAt } = key;
  const secrets = key.secrets
    .flatMap((secret) => (secret === undefined || isOver(secret.expiresAt, now) ? [] : [secret]))
    .map((secret) => ({ createdAt: secret.createdAt, expiresAt: secret.expiresAt ?? null }));
  const state = stateOf(key, now);
  const shown = { id, name, scopes, labels, appIds, createdAt, expiresAt, state, secrets };
  return lastUsedAt === undefined ? shown : { ...shown, lastUsedAt };
}

const isNoted = ({ lastUsedAt }: ShownApiKey): boolean => lastUsedAt !== undefined;

/** The day, in UTC: it is written now and then, and no exact time. */
const describeUse = ({ lastUsedAt = null }: ShownApiKey): string =>
  lastUsedAt === null ? 'never' : new Date(lastUsedAt * 1000).toISOString().slice(0, DATE_LENGTH);

/** Keys as a table, one line for each. */
export function describeApiKeys(keys: readonly ShownApiKey[], paint: Paint): readonly string[] {
  if (keys.length === 0) {
    return ['There is no API key here: stagedoor api-key create makes one.'];
  }
  const areUsesNoted = keys.some(isNoted);
  const rows = keys.map((key) => {
    const { id, state, secrets, scopes, appIds, name } = key;
    return [
      id,
      state,
      secrets.length === 2 ? 'two, rotating' : String(secrets.length),
      scopes.join(' ') || '-',
      appIds === null ? 'all' : String(appIds.length),
      ...(areUsesNoted ? [describeUse(key)] : []),
      name,
    ];
  });
  const heading = [...HEADING, ...(areUsesNoted ? ['LAST USED'] : []), 'NAME'];
  return layOutColumns(heading, rows, paint);
}

function secretCells({ secrets }: ShownApiKey, now: number): readonly Cell[] {
  return secrets.map(({ createdAt, expiresAt }, index) => ({
    label: index === 0 ? 'secret' : 'old secret',
    value:
      expiresAt === null
        ? `made ${describeInstant(createdAt, now)}`
        : `works until ${describeInstant(expiresAt, now)}`,
  }));
}

function usedCells({ lastUsedAt }: ShownApiKey, now: number): readonly Cell[] {
  if (lastUsedAt === undefined) return [];
  return [
    { label: 'last used', value: lastUsedAt === null ? 'never' : describeInstant(lastUsedAt, now) },
  ];
}

const describeLabels = ({ labels }: ShownApiKey): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}=${showText(value)}`)
    .join(' ');

/** One key as a table. `now` is Unix seconds. */
export function describeApiKey(key: ShownApiKey, now: number, paint: Paint): readonly string[] {
  const { id, name, scopes, appIds, state, createdAt, expiresAt } = key;
  const heading: Cell = {
    label: showText(name),
    value: state,
    tone: state === 'live' ? 'good' : 'bad',
  };
  const cells: readonly Cell[] = [
    { label: 'key ID', value: id },
    { label: 'scopes', value: scopes.join(' ') || '-' },
    { label: 'labels', value: describeLabels(key) || '-' },
    { label: 'projects', value: appIds === null ? 'all' : appIds.join(', ') },
    { label: 'created', value: describeInstant(createdAt, now) },
    { label: 'ends', value: expiresAt === null ? 'never' : describeInstant(expiresAt, now) },
    ...usedCells(key, now),
    ...secretCells(key, now),
  ];
  return layOutTable([{ heading, cells }], paint);
}
