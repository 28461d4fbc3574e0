import { InvalidRoleError } from '../errors.js';
import { parseChannel } from '../parse-channel.js';
import { ANY_USER, parseParticularUser, parseUser, parseUserId } from '../parse-user.js';
import { quoteValue } from '../quote-value.js';
import { parsePermissions } from './permissions.js';
import type { FieldRow } from './service-row.js';

const MIN_INT16 = -0x8000;
const MAX_INT16 = 0x7fff;
/** What a token carries for a user without a role in a room. */
const NO_ROOM_ROLE = -1;

/** The channel of a service that is joined by channel. */
export const CHANNEL: FieldRow = {
  name: 'channel',
  kind: 'text',
  subject: 'channel',
  wildcards: ['', '*'],
  parseGrant: ({ channel }) => parseChannel(channel),
  parseWanted: ({ channel }) => (channel === undefined ? undefined : parseChannel(channel)),
};

/** Its user: a uid or an account, the same text on the wire. */
export const USER: FieldRow = {
  name: 'uid',
  aliases: ['account'],
  kind: 'text',
  subject: 'uid',
  wildcards: [ANY_USER],
  parseGrant: parseUser,
  parseWanted: ({ uid, account }) =>
    uid === undefined && account === undefined ? undefined : parseParticularUser({ uid, account }),
};

/** The user of a service that knows no wildcard. */
export const USER_ID: FieldRow = {
  name: 'userId',
  kind: 'text',
  subject: 'uid',
  wildcards: [],
  parseGrant: ({ userId }) => parseUserId(userId),
  parseWanted: ({ userId }) => (userId === undefined ? undefined : parseUserId(userId)),
};

/** A room of the education service: the channel of the same name. */
export const ROOM: FieldRow = {
  name: 'room',
  kind: 'text',
  subject: 'channel',
  wildcards: [],
  absent: '',
  neededBy: ['roomUser'],
  parseGrant: ({ room }) => parseChannel(room),
  parseWanted: ({ room }) => (room === undefined ? undefined : parseChannel(room)),
};

function parseRoomRole(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value)) {
    if (value >= MIN_INT16 && value <= MAX_INT16) return value;
  }
  throw new InvalidRoleError(
    `the role in a room is ${quoteValue(value)}, not an integer from ${MIN_INT16} to ${MAX_INT16}`,
  );
}

/** What a user is in the room: a number that the application gives a meaning. */
export const ROOM_ROLE: FieldRow = {
  name: 'roomRole',
  kind: 'int16',
  wildcards: [],
  absent: NO_ROOM_ROLE,
  parseGrant: ({ roomRole }) => parseRoomRole(roomRole),
  parseWanted: () => undefined,
};

/** What a Signaling user may read and write. */
export const PERMISSIONS: FieldRow = {
  name: 'permissions',
  kind: 'permissions',
  wildcards: [],
  absent: {},
  parseGrant: ({ permissions }) => parsePermissions(permissions),
  parseWanted: () => undefined,
};
