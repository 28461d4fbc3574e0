import type { OpenedService, SoleLife, WantedService } from './service-shapes.js';

/** A service without fields that a token is to open. */
export type PlainGrant =
  | ({ readonly service: 'fpa' } & SoleLife)
  | { readonly service: 'convoai' }
  | { readonly service: 'stt' };

/** A service without fields as a token carries it. */
export type PlainService =
  OpenedService<'fpa', 'login'> | OpenedService<'convoai', never> | OpenedService<'stt', never>;

/** What a verifier wants of such a service: that it is there. */
export type PlainExpectation =
  WantedService<'fpa', 'login'> | WantedService<'convoai', never> | WantedService<'stt', never>;

/** Full Path Acceleration: logs in. Official tokens for it live 24 hours. */
export function fpa(options?: SoleLife): PlainGrant {
  const { privilegesExpireInSeconds = 0 } = options ?? {};
  return { service: 'fpa', privilegesExpireInSeconds };
}

/** Conversational AI: goes into one token with `rtc`, and with `rtm` where the agent uses Signaling. */
export function convoai(): PlainGrant {
  return { service: 'convoai' };
}

/** Real-time speech to text: goes into one token with `rtc` and `rtm`. */
export function stt(): PlainGrant {
  return { service: 'stt' };
}
