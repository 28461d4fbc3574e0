import { createGrant } from './create-grant.js';
import type { Permissions } from './permissions.js';
import type { OpenedService, SoleLife, WantedService } from './service-shapes.js';

/** What `rtm` takes. */
export interface RtmGrantOptions extends SoleLife {
  /** The user who may log in: 1 to 64 bytes of UTF-8, or an integer above 0, which is written in decimal. */
  readonly userId: string | number;
}

/** What `rtmWithPermissions` takes. */
export interface Rtm2GrantOptions extends RtmGrantOptions {
  /** What that user may read and write. */
  readonly permissions: Permissions;
}

/** The Signaling service that a token is to open. */
export type RtmGrant =
  | ({ readonly service: 'rtm' } & RtmGrantOptions)
  | ({ readonly service: 'rtm2' } & Rtm2GrantOptions);

/** The Signaling service as a token carries it. */
export type RtmService =
  | (OpenedService<'rtm', 'login'> & { readonly userId: string })
  | (OpenedService<'rtm2', 'login'> & {
      readonly userId: string;
      readonly permissions: Permissions;
    });

/** What a verifier wants of a token's Signaling service. */
export type RtmExpectation = (WantedService<'rtm', 'login'> | WantedService<'rtm2', 'login'>) & {
  /** The user who is here. */
  readonly userId?: string | number | undefined;
};

/** Signaling (RTM): lets one user log in. `rtm({ userId: 'zoe' })`. */
export function rtm(options: RtmGrantOptions): RtmGrant {
  return createGrant('rtm', options);
}

/** Signaling with a list of what its user may read and write (service type 8). */
export function rtmWithPermissions(options: Rtm2GrantOptions): RtmGrant {
  return createGrant('rtm2', options);
}
