import type { UserName } from '../parse-user.js';
import { createGrant } from './create-grant.js';
import type { PrivilegeSource } from './privileges.js';
import type {
  ChannelUser,
  OpenedService,
  WantedChannelUser,
  WantedService,
} from './service-shapes.js';

/** What a user may do in the Streaming service. */
export type StreamingPrivilege = 'publishMixStream' | 'publishRawStream';
/** What a user may do in the FCDN service. */
export type FcdnPrivilege = 'publish' | 'play';

type NamedPrivileges<Privilege extends string> = Extract<
  PrivilegeSource<never, Privilege>,
  { readonly role?: undefined }
>;

/** What `streaming` takes: channel, user and privileges, as `rtc` does. */
export type StreamingGrantOptions = { readonly channel: string } & UserName &
  NamedPrivileges<StreamingPrivilege>;
/** What `fcdn` takes: channel, user and privileges, as `rtc` does. */
export type FcdnGrantOptions = { readonly channel: string } & UserName &
  NamedPrivileges<FcdnPrivilege>;

/** A streaming service that a token is to open. */
export type StreamingGrant =
  | ({ readonly service: 'streaming' } & StreamingGrantOptions)
  | ({ readonly service: 'fcdn' } & FcdnGrantOptions);

/** A streaming service as a token carries it. */
export type StreamingService =
  | (OpenedService<'streaming', StreamingPrivilege> & ChannelUser)
  | (OpenedService<'fcdn', FcdnPrivilege> & ChannelUser);

/** What a verifier wants of a token's streaming service. */
export type StreamingExpectation =
  | (WantedService<'streaming', StreamingPrivilege> & WantedChannelUser)
  | (WantedService<'fcdn', FcdnPrivilege> & WantedChannelUser);

/** The Streaming service (type 3), which no official builder makes tokens for. */
export function streaming(options: StreamingGrantOptions): StreamingGrant {
  return createGrant('streaming', options);
}

/** The FCDN service (type 6), which no official builder makes tokens for. */
export function fcdn(options: FcdnGrantOptions): StreamingGrant {
  return createGrant('fcdn', options);
}
