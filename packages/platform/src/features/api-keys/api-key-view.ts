import type { ApiKey } from './api-key.js';

const FINGERPRINT_CHARACTERS = 8;

/** An API key as administrators see it: of its secrets no more than tells them apart. */
export interface ApiKeyView {
  readonly keyId: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** App IDs of the projects that it is for; null for all of the organization. */
  readonly appIds: readonly string[] | null;
  readonly state: 'enabled' | 'disabled' | 'expired';
  /** This instant and those that follow: Unix seconds. */
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly disabledAt: number | null;
  readonly lastUsedAt: number | null;
  /** The live ones, the newest first. */
  readonly secrets: readonly {
    readonly fingerprint: string;
    readonly createdAt: number;
    readonly expiresAt: number | null;
  }[];
}

/** Enough to tell secrets apart: 8 hex characters. */
export const fingerprintOf = (sha256: string): string => sha256.slice(0, FINGERPRINT_CHARACTERS);

const hasEnded = (expiresAt: number | undefined, now: number): boolean =>
  expiresAt !== undefined && expiresAt <= now;

function stateOf({ disabledAt, expiresAt }: ApiKey, now: number): ApiKeyView['state'] {
  if (hasEnded(expiresAt, now)) return 'expired';
  return disabledAt === undefined ? 'enabled' : 'disabled';
}

/** What administrators see of a key at `now`, Unix seconds. */
export function viewApiKey(key: ApiKey, now: number): ApiKeyView {
  return {
    keyId: key.id,
    name: key.name,
    scopes: key.scopes,
    labels: key.labels,
    appIds: key.appIds ?? null,
    state: stateOf(key, now),
    createdAt: key.createdAt,
    expiresAt: key.expiresAt ?? null,
    disabledAt: key.disabledAt ?? null,
    lastUsedAt: key.lastUsedAt ?? null,
    secrets: key.secrets
      .filter(({ expiresAt }) => !hasEnded(expiresAt, now))
      .map(({ sha256, createdAt, expiresAt }) => ({
        fingerprint: fingerprintOf(sha256),
        createdAt,
        expiresAt: expiresAt ?? null,
      })),
  };
}
