import { RTC_PRIVILEGES, type ServiceName } from '@stagedoor/token';

/** What a policy must know of a service. */
export interface ServiceTraits {
  /** Whether a token of it names a channel: always, for some of its privileges, or never. */
  readonly channel: 'always' | 'for some' | 'never';
  /** The same of a user. */
  readonly user: 'always' | 'for some' | 'never';
  /** Whether there are tokens that any user can use: uid 0. */
  readonly hasAnyUser: boolean;
  readonly privileges: readonly string[];
  /** Whether a token has any of the privileges, one of them, or needs none to be named. */
  readonly choice: 'some' | 'one' | 'none';
}

const CHANNEL_USER = {
  channel: 'always',
  user: 'always',
  hasAnyUser: true,
  choice: 'some',
} as const;
const LOGIN = {
  channel: 'never',
  hasAnyUser: false,
  privileges: ['login'],
  choice: 'none',
} as const;
const PLAIN = {
  channel: 'never',
  user: 'never',
  hasAnyUser: false,
  privileges: [],
  choice: 'none',
} as const;

/** Every service, as a policy sees it. */
export const SERVICE_TRAITS: Readonly<Record<ServiceName, ServiceTraits>> = {
  rtc: { ...CHANNEL_USER, privileges: RTC_PRIVILEGES },
  rtm: { ...LOGIN, user: 'always' },
  rtm2: { ...LOGIN, user: 'always' },
  streaming: { ...CHANNEL_USER, privileges: ['publishMixStream', 'publishRawStream'] },
  fcdn: { ...CHANNEL_USER, privileges: ['publish', 'play'] },
  chat: {
    channel: 'never',
    user: 'for some',
    hasAnyUser: false,
    privileges: ['user', 'app'],
    choice: 'one',
  },
  apaas: {
    channel: 'for some',
    user: 'for some',
    hasAnyUser: false,
    privileges: ['roomUser', 'user', 'app'],
    choice: 'one',
  },
  fpa: { ...LOGIN, user: 'never' },
  convoai: PLAIN,
  stt: PLAIN,
};

/** The names of all services, as a document writes them. */
export const SERVICE_NAMES: readonly [ServiceName, ...ServiceName[]] = [
  'rtc',
  'rtm',
  'rtm2',
  'streaming',
  'fcdn',
  'chat',
  'apaas',
  'fpa',
  'convoai',
  'stt',
];
