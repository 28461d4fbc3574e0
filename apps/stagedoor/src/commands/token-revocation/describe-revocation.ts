import { quoteValue } from '@stagedoor/token';
import { describeInstant } from '../../describe-instant.js';
import { type Cell, layOutTable } from '../../lay-out-table.js';
import type { Paint } from '../../paint.js';
import type { ShownRevocation } from './parse-platform-result.js';

/** Whose tokens are revoked, in words. Names are quoted: they come from outside. */
function describeSubject({ kind, user, channel, fingerprint }: ShownRevocation): string {
  switch (kind) {
    case 'token': {
      return `the token ${fingerprint ?? ''}`;
    }
    case 'user': {
      return `tokens of user ${quoteValue(user)}`;
    }
    case 'channel-user': {
      return `tokens of user ${quoteValue(user)} in channel ${quoteValue(channel)}`;
    }
    case 'channel': {
      return `tokens in channel ${quoteValue(channel)}`;
    }
    case 'project': {
      return 'all tokens of the project';
    }
  }
}

/** A revocation as a table. `now` is Unix seconds. */
export function describeRevocation(
  revocation: ShownRevocation,
  {
    now,
    verdict,
    paint,
  }: { readonly now: number; readonly verdict: string; readonly paint: Paint },
): readonly string[] {
  const { key, appId, issuedUntil, endsAt, reason } = revocation;
  const why: readonly Cell[] = reason === null ? [] : [{ label: 'reason', value: reason }];
  return layOutTable(
    [
      {
        heading: { label: verdict, value: describeSubject(revocation) },
        cells: [
          { label: 'key', value: key },
          { label: 'App ID', value: appId },
          { label: 'issued until', value: describeInstant(issuedUntil, now) },
          { label: 'kept until', value: describeInstant(endsAt, now) },
          ...why,
        ],
      },
    ],
    paint,
  );
}

/** Revocations as a table, one line for each. */
export function describeRevocations(
  revocations: readonly ShownRevocation[],
  now: number,
  paint: Paint,
): readonly string[] {
  if (revocations.length === 0) return ['No token of the project is revoked.'];
  const cells = revocations.map((revocation): Cell => {
    const until = `issued until ${describeInstant(revocation.issuedUntil, now)}`;
    const why = revocation.reason === null ? [] : [revocation.reason];
    return {
      label: revocation.key,
      value: [describeSubject(revocation), until, ...why].join('; '),
    };
  });
  return layOutTable([{ cells }], paint);
}
