import type { Token006Claims } from '@stagedoor/token/006';
import { describeAppId } from './describe-app-id.js';
import { describeExpiry, describePrivilege } from './describe-life.js';
import type { Cell, Section } from './lay-out-table.js';

const NOTE =
  '(format 006 carries only checksums of channel and user, unsigned; its signature also fits other pairs of the two)';

const describeChecksum = (label: string, checksum: number): Cell => ({
  label,
  value: `checksum ${checksum}`,
});

/** Signaling tokens have the user where others have the channel. */
function describeSubject(
  { privileges, crcChannel, crcUid }: Token006Claims,
  remark: string,
): Section {
  const isForSignaling = privileges.login !== undefined && privileges.joinChannel === undefined;
  if (isForSignaling) {
    return {
      heading: { label: 'rtm', value: remark, tone: 'good' },
      cells: [describeChecksum('user id', crcChannel)],
    };
  }
  const user: Cell =
    crcUid === 0
      ? { label: 'user', value: 'any user', tone: 'warning' }
      : describeChecksum('user', crcUid);
  return {
    heading: { label: 'rtc', value: remark, tone: 'good' },
    cells: [describeChecksum('channel', crcChannel), user],
  };
}

function describePrivileges({ privileges }: Token006Claims, now: number): readonly Cell[] {
  const cells = Object.entries(privileges).flatMap(([name, end]) =>
    end === undefined
      ? []
      : [describePrivilege(name, end.ownExpiresAt === 0 ? undefined : end.expiresAt, now)],
  );
  return cells.length === 0 ? [{ label: 'privileges', value: 'none' }] : cells;
}

/**
 * What a token of format 006 says, as sections of a table. `now` is Unix seconds; `remark` stands beside its one
 * service.
 */
export function describeToken006(
  claims: Token006Claims,
  now: number,
  remark: string,
): readonly Section[] {
  const subject = describeSubject(claims, remark);
  return [
    {
      cells: [
        { label: 'version', value: claims.version },
        { label: 'app id', value: describeAppId(claims.appId) },
        describeExpiry(claims.expiresAt, now),
        { label: 'salt', value: String(claims.salt) },
      ],
    },
    { ...subject, cells: [...subject.cells, ...describePrivileges(claims, now)], note: NOTE },
  ];
}
