import type { ServiceName } from '@stagedoor/token';

/** A field of a service in a request, beside `service`. */
export type ServiceField =
  'channel' | 'room' | 'uid' | 'account' | 'userId' | 'role' | 'privileges' | 'roomRole';

/** What requests can say of each service. The permissions of `rtm2` are for the policy alone. */
export const SERVICE_FIELDS: ReadonlyMap<ServiceName, readonly ServiceField[]> = new Map<
  ServiceName,
  readonly ServiceField[]
>([
  ['rtc', ['channel', 'uid', 'account', 'role', 'privileges']],
  ['rtm', ['userId']],
  ['rtm2', ['userId']],
  ['chat', ['userId', 'privileges']],
  ['apaas', ['room', 'userId', 'roomRole', 'privileges']],
  ['streaming', ['channel', 'uid', 'account', 'privileges']],
  ['fcdn', ['channel', 'uid', 'account', 'privileges']],
  ['fpa', []],
  ['convoai', []],
  ['stt', []],
]);
