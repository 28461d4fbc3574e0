import { quoteValue } from '@stagedoor/token';
import { describeInstant } from '../../describe-instant.js';
import { describePrivilege } from '../../describe-life.js';
import { type Cell, layOutTable, type Section } from '../../lay-out-table.js';
import type { Paint } from '../../paint.js';
import type { ShownAdmission } from './parse-platform-result.js';

type ShownAdmitted = Extract<ShownAdmission, { readonly admitted: true }>;

function describeSubject({ channel, user }: ShownAdmitted): readonly Cell[] {
  return [
    ...(user === null ? [] : [{ label: 'user', value: quoteValue(user) }]),
    ...(channel === null ? [] : [{ label: 'channel', value: quoteValue(channel) }]),
  ];
}

function describeWithheld({ withheld }: ShownAdmitted, now: number): readonly Section[] {
  const banned = Object.entries(withheld);
  if (banned.length === 0) return [];
  return [
    {
      heading: { label: 'withheld', value: 'by a kicking rule' },
      cells: banned.map(([name, end]) => ({
        label: name,
        value: `until ${describeInstant(end, now)}`,
        tone: 'bad',
      })),
    },
  ];
}

/** What somebody who comes in may do, as a table. `now` is Unix seconds. */
export function describeAdmitted(
  admitted: ShownAdmitted,
  now: number,
  paint: Paint,
): readonly string[] {
  const { service, appId, expiresAt, renewAt, token, privileges } = admitted;
  const sections: readonly Section[] = [
    {
      cells: [
        { label: 'admitted', value: `to ${service}, as things are now`, tone: 'good' },
        { label: 'App ID', value: appId },
        ...describeSubject(admitted),
        { label: 'until', value: describeInstant(expiresAt, now) },
        { label: 'renew at', value: describeInstant(renewAt, now) },
        {
          label: 'token',
          value: `${token.fingerprint}, format ${token.version}, signed with the ${token.certificate} certificate`,
        },
      ],
    },
    {
      heading: { label: 'privileges', value: '' },
      cells: Object.entries(privileges).map(([name, end]) => describePrivilege(name, end, now)),
    },
    ...describeWithheld(admitted, now),
  ];
  return layOutTable(sections, paint);
}
