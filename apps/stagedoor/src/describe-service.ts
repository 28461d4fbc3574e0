import { quoteValue, type TokenService } from '@stagedoor/token';
import { describePrivilege } from './describe-life.js';
import type { Cell, Section } from './lay-out-table.js';

const CO_HOST_NOTE =
  '(no publish privilege; the platform enforces that only where co-host authentication is switched on)';
/** What a token carries for a user without a role in a room. */
const NO_ROOM_ROLE = -1;

type Rtm2Service = Extract<TokenService, { readonly service: 'rtm2' }>;
type ChannelService = Extract<TokenService, { readonly channel: string }>;

/** A channel or a user that a token can leave open. */
function describeOpen(
  label: 'channel' | 'user',
  value: string,
  wildcards: readonly string[],
): Cell {
  return wildcards.includes(value)
    ? { label, value: `any ${label}`, tone: 'warning' }
    : { label, value: quoteValue(value) };
}

const describeChannelUser = ({ channel, uid }: ChannelService): readonly Cell[] => [
  describeOpen('channel', channel, ['', '*']),
  describeOpen('user', uid, ['']),
];

/** A name that a token can carry empty, which then means nobody. */
const describeName = (label: string, name: string): Cell => ({
  label,
  value: name === '' ? 'none' : quoteValue(name),
});

function describePermissions({ permissions }: Rtm2Service): readonly Cell[] {
  const cells = Object.entries(permissions).flatMap(([resource, actions = {}]) =>
    Object.entries(actions).map(([action, names = []]) => ({
      label: `${action} ${resource}`,
      value: names.length === 0 ? 'none' : names.map(quoteValue).join(', '),
    })),
  );
  return cells.length === 0 ? [{ label: 'permissions', value: 'none' }] : cells;
}

/** The fields that only this service has. */
function describeFields(service: TokenService): readonly Cell[] {
  switch (service.service) {
    case 'rtc':
    case 'streaming':
    case 'fcdn':
      return describeChannelUser(service);
    case 'rtm':
    case 'chat':
      return [describeName('user id', service.userId)];
    case 'rtm2':
      return [describeName('user id', service.userId), ...describePermissions(service)];
    case 'apaas': {
      const { room, userId, roomRole } = service;
      const role = roomRole === NO_ROOM_ROLE ? 'none' : String(roomRole);
      return [
        describeName('room', room),
        describeName('user id', userId),
        { label: 'role in the room', value: role },
      ];
    }
    case 'fpa':
    case 'convoai':
    case 'stt':
      return [];
  }
}

function describePrivileges({ privileges }: TokenService, now: number): readonly Cell[] {
  const cells = Object.entries(privileges).flatMap(([name, life]) =>
    life === undefined
      ? []
      : [describePrivilege(name, life.expiresInSeconds === 0 ? undefined : life.expiresAt, now)],
  );
  return cells.length === 0 ? [{ label: 'privileges', value: 'none' }] : cells;
}

const canOnlyJoin = ({ service, privileges }: TokenService): boolean =>
  service === 'rtc' && !Object.keys(privileges).some((name) => name.startsWith('publish'));

/** One service of a token as a section of a table, with a remark beside its name. `now` is Unix seconds. */
export function describeService(service: TokenService, now: number, remark: string): Section {
  return {
    heading: { label: service.service, value: remark, tone: 'good' },
    cells: [...describeFields(service), ...describePrivileges(service, now)],
    ...(canOnlyJoin(service) ? { note: CO_HOST_NOTE } : {}),
  };
}
