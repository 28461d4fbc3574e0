import * as fc from 'fast-check';
import {
  apaasApp,
  apaasRoomUser,
  apaasUser,
  chatApp,
  chatUser,
  convoai,
  fcdn,
  fpa,
  rtc,
  rtm,
  rtmWithPermissions,
  streaming,
  stt,
  type Permissions,
  type ServiceExpectation,
  type ServiceGrant,
} from '../src/index.js';
import { createHash } from 'node:crypto';
import { anyText } from './any-text.js';

const CHANNEL_CHARACTERS =
  'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !#$%&()+-:;<=.>?@[]^_{}|~,';

/** What a token must say of one service: its number, its fields, and the lives of its privileges in seconds. */
export interface SaidService {
  readonly type: number;
  readonly service: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly lives: Readonly<Record<string, number>>;
}

/** Grants that one call of a builder makes, what a token must say of them, and what can be expected of it. */
export interface GrantSample {
  readonly grants: readonly ServiceGrant[];
  readonly said: readonly SaidService[];
  readonly expectations: readonly ServiceExpectation[];
}

/** A life of a privilege, in seconds. */
const anyLife = fc.oneof(fc.constantFrom(0, 1, 86_400), fc.nat(86_400));
/** A name of a channel or a room. */
const anyChannel = fc
  .array(fc.constantFrom(...Array.from(CHANNEL_CHARACTERS)), { minLength: 1, maxLength: 63 })
  .map((characters) => characters.join(''));

const anyUser = fc.oneof(
  fc.oneof(fc.constantFrom(0, 1, 0xffff_ffff), fc.nat(0xffff_ffff)).map((uid) => ({
    given: { uid },
    text: uid === 0 ? '' : `${uid}`,
  })),
  anyText({ minLength: 1, maxLength: 63 }).map((account) => ({
    given: { account },
    text: account,
  })),
);
const anyUserId = fc.oneof(
  fc.integer({ min: 1, max: 0xffff_ffff }),
  anyText({ minLength: 1, maxLength: 16 }),
);
const anyRoomRole = fc.oneof(
  fc.constantFrom(-32_768, -1, 0, 1, 32_767),
  fc.integer({ min: -32_768, max: 32_767 }),
);

/** What a Signaling user may read and write. */
export const anyPermissions: fc.Arbitrary<Permissions> = fc.dictionary(
  fc.constantFrom('messageChannels', 'streamChannels', 'groupChannels', 'serverGroups', 'users'),
  fc.dictionary(
    fc.constantFrom('read', 'write'),
    fc.array(anyText({ maxLength: 12 }), { maxLength: 3 }),
  ),
);

type Lives = Readonly<Record<string, number>>;

/** The one service that a builder makes, with all that it can be expected to have. */
const single = (grant: ServiceGrant, said: SaidService, wanted: object = {}): GrantSample => ({
  grants: [grant],
  said: [said],
  expectations: [
    { service: said.service, ...wanted, privileges: Object.keys(said.lives) } as ServiceExpectation,
  ],
});

/** Services that are joined by channel: their privileges are given as a record, or all alike as a list. */
function anyJoined(
  type: number,
  service: string,
  names: readonly string[],
  build: (options: never) => ServiceGrant,
): fc.Arbitrary<GrantSample> {
  const record = fc.dictionary(fc.constantFrom(...names), anyLife, { minKeys: 1 });
  const list = fc.subarray([...names], { minLength: 1 });
  const privileges = fc.oneof(
    record.map((lives): { given: unknown; lives: Lives } => ({ given: lives, lives })),
    list.map((given) => ({ given, lives: Object.fromEntries(given.map((name) => [name, 0])) })),
  );
  return fc
    .tuple(anyChannel, anyUser, privileges)
    .map(([channel, { given: user, text }, { given, lives }]) =>
      single(
        build({ channel, ...user, privileges: given } as never),
        { type, service, fields: { channel, uid: text }, lives },
        text === '' ? { channel } : { channel, ...user },
      ),
    );
}

const anyRtm = fc.tuple(anyUserId, anyLife).map(([userId, life]) => {
  const grant = rtm({ userId, privilegesExpireInSeconds: life });
  const fields = { userId: `${userId}` };
  return single(grant, { type: 2, service: 'rtm', fields, lives: { login: life } }, { userId });
});

const anyRtm2 = fc.tuple(anyUserId, anyPermissions, anyLife).map(([userId, permissions, life]) =>
  single(
    rtmWithPermissions({ userId, permissions, privilegesExpireInSeconds: life }),
    {
      type: 8,
      service: 'rtm2',
      fields: { userId: `${userId}`, permissions },
      lives: { login: life },
    },
    { userId },
  ),
);

const sayChat = (userId: string, lives: Lives): SaidService => ({
  type: 5,
  service: 'chat',
  fields: { userId },
  lives,
});
const anyChat = fc.oneof(
  fc
    .tuple(anyUserId, anyLife)
    .map(([userId, life]) =>
      single(
        chatUser({ userId, privilegesExpireInSeconds: life }),
        sayChat(`${userId}`, { user: life }),
        { userId },
      ),
    ),
  anyLife.map((life) =>
    single(chatApp({ privilegesExpireInSeconds: life }), sayChat('', { app: life })),
  ),
);

const sayApaas = (fields: object, lives: Lives): SaidService => ({
  type: 7,
  service: 'apaas',
  fields: { room: '', userId: '', roomRole: -1, ...fields },
  lives,
});
const anyApaas = fc.oneof(
  fc
    .tuple(anyUserId, anyLife)
    .map(([userId, life]) =>
      single(
        apaasUser({ userId, privilegesExpireInSeconds: life }),
        sayApaas({ userId: `${userId}` }, { user: life }),
        { userId },
      ),
    ),
  anyLife.map((life) =>
    single(apaasApp({ privilegesExpireInSeconds: life }), sayApaas({}, { app: life })),
  ),
);

/** A user in a room: three services, Chat by the MD5 of the name. */
const anyRoomUser = fc
  .tuple(anyChannel, anyUserId, anyRoomRole, anyLife)
  .map(([room, userId, roomRole, life]): GrantSample => {
    const name = `${userId}`;
    const chatName = createHash('md5').update(name).digest('hex');
    return {
      grants: apaasRoomUser({ room, userId, roomRole, privilegesExpireInSeconds: life }),
      said: [
        { type: 2, service: 'rtm', fields: { userId: name }, lives: { login: life } },
        sayChat(chatName, { user: life }),
        sayApaas({ room, userId: name, roomRole }, { roomUser: life }),
      ],
      expectations: [
        { service: 'rtm', userId, privileges: ['login'] },
        { service: 'chat', userId: chatName, privileges: ['user'] },
        { service: 'apaas', room, userId, privileges: ['roomUser'] },
      ],
    };
  });

const anyPlain = fc.oneof(
  anyLife.map((life) =>
    single(fpa({ privilegesExpireInSeconds: life }), {
      type: 4,
      service: 'fpa',
      fields: {},
      lives: { login: life },
    }),
  ),
  fc.constant(single(convoai(), { type: 9, service: 'convoai', fields: {}, lives: {} })),
  fc.constant(single(stt(), { type: 10, service: 'stt', fields: {}, lives: {} })),
);

/** What any builder of a service makes of anything that it takes. */
export const anyGrant: fc.Arbitrary<GrantSample> = fc.oneof(
  anyJoined(
    1,
    'rtc',
    ['joinChannel', 'publishAudioStream', 'publishVideoStream', 'publishDataStream'],
    rtc,
  ),
  anyRtm,
  anyJoined(3, 'streaming', ['publishMixStream', 'publishRawStream'], streaming),
  anyPlain,
  anyChat,
  anyJoined(6, 'fcdn', ['publish', 'play'], fcdn),
  anyApaas,
  anyRoomUser,
  anyRtm2,
);
