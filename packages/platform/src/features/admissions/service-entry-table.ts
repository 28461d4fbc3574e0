import type { ServiceName } from '@stagedoor/token';

/** What somebody must say of himself, and his token must be for. */
export type SubjectPart = 'channel' | 'user';

/** One way to come in to a service. */
export interface ServiceEntry {
  /** The privilege without which nobody comes in; undefined where any one will do, or the service has none. */
  readonly privilege: string | undefined;
  readonly needs: readonly SubjectPart[];
}

/** How users come in to a service, and what bans mean there. */
export interface ServiceEntries {
  /** The first is meant where the wanted privileges name none of them. */
  readonly entries: readonly [ServiceEntry, ...ServiceEntry[]];
  /** What a token calls a channel and a user of the service, as far as it has them. */
  readonly fields: Readonly<Partial<Record<SubjectPart, string>>>;
  /** Whether a token can be for any channel or any user. */
  readonly hasWildcards: boolean;
  /** Whether there are tokens of the older format. */
  readonly has006: boolean;
  /** The privileges that a ban takes away, by its name. */
  readonly banned: Readonly<Record<string, readonly string[]>>;
}

const CHANNEL_AND_USER = ['channel', 'user'] as const;
const CHANNEL_FIELDS = { channel: 'channel', user: 'uid' } as const;
const WITHOUT_CHANNEL = { hasWildcards: false, has006: false, banned: {} } as const;

const signaling: ServiceEntries = {
  ...WITHOUT_CHANNEL,
  entries: [{ privilege: 'login', needs: ['user'] }],
  fields: { user: 'userId' },
};

/** Services that carry sound and picture as one: who may not publish one of them publishes neither. */
const mixed = (...privileges: readonly string[]): ServiceEntries => ({
  entries: [{ privilege: undefined, needs: CHANNEL_AND_USER }],
  fields: CHANNEL_FIELDS,
  hasWildcards: true,
  has006: false,
  banned: { publish_audio: privileges, publish_video: privileges },
});

/** All services: rest-api.md 3.2 says what can be banned, token-format.md 5 what tokens have. */
export const SERVICE_ENTRIES: Readonly<Record<ServiceName, ServiceEntries>> = {
  rtc: {
    entries: [{ privilege: 'joinChannel', needs: CHANNEL_AND_USER }],
    fields: CHANNEL_FIELDS,
    hasWildcards: true,
    has006: true,
    // No rule can ban data streams: who may not join has none, and everyone else keeps them.
    banned: { publish_audio: ['publishAudioStream'], publish_video: ['publishVideoStream'] },
  },
  rtm: { ...signaling, has006: true },
  streaming: mixed('publishMixStream', 'publishRawStream'),
  fpa: { ...WITHOUT_CHANNEL, entries: [{ privilege: 'login', needs: [] }], fields: {} },
  chat: {
    ...WITHOUT_CHANNEL,
    entries: [
      { privilege: 'user', needs: ['user'] },
      { privilege: 'app', needs: [] },
    ],
    fields: { user: 'userId' },
  },
  fcdn: mixed('publish'),
  apaas: {
    ...WITHOUT_CHANNEL,
    entries: [
      { privilege: 'roomUser', needs: CHANNEL_AND_USER },
      { privilege: 'user', needs: ['user'] },
      { privilege: 'app', needs: [] },
    ],
    fields: { channel: 'room', user: 'userId' },
  },
  rtm2: signaling,
  convoai: { ...WITHOUT_CHANNEL, entries: [{ privilege: undefined, needs: [] }], fields: {} },
  stt: { ...WITHOUT_CHANNEL, entries: [{ privilege: undefined, needs: [] }], fields: {} },
};
