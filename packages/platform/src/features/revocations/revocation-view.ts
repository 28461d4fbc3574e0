import { Type, type TSchema } from 'typebox';
import type { Revocation } from '../../domain/revocation.js';

const textOrNull = (description: string): TSchema =>
  Type.Union([Type.String(), Type.Null()], { description });

/** A revocation as callers see it. */
export const RevocationView: Type.TObject = Type.Object({
  key: Type.String({ description: '32 hex characters, by which it can be taken back' }),
  appId: Type.String(),
  kind: Type.Union(
    ['token', 'user', 'channel-user', 'channel', 'project'].map((kind) => Type.Literal(kind)),
    { description: 'Whose tokens are revoked' },
  ),
  user: textOrNull('The uid in decimal, or the account'),
  channel: textOrNull('The channel that they are shown for'),
  fingerprint: textOrNull('Of one token, 8 hex characters'),
  issuedUntil: Type.Integer({ description: 'Tokens issued at or before this, Unix seconds' }),
  reason: textOrNull('As it was given'),
  createdAt: Type.Integer({ description: 'When it was made or last extended, Unix seconds' }),
  endsAt: Type.Integer({
    description: 'From here on no such token is alive, and it is removed. Unix seconds',
  }),
});

/** What callers see of a revocation. */
export function viewRevocation(revocation: Revocation): object {
  const { key, appId, kind, issuedUntil, createdAt, endsAt } = revocation;
  const { user = null, channel = null, fingerprint = null, reason = null } = revocation;
  return {
    key,
    appId,
    kind,
    user,
    channel,
    fingerprint,
    issuedUntil,
    reason,
    createdAt,
    endsAt,
  };
}

/** The same for the audit trail. */
export function describeRevocation(revocation: Revocation): {
  readonly target: string;
  readonly details: Readonly<Record<string, unknown>>;
} {
  const { key, ...details } = revocation;
  return { target: `revocation ${key}`, details };
}
