import type { verifyToken006 } from '@stagedoor/token/006';

/** What a Signaling operation asks of a token: the RTM service, and in it the right to log in. */
export interface RtmTokenExpectation {
  /** The project of the operation: 32 hex characters. */
  readonly appId: string;
  readonly service: 'rtm';
  /** The user that the token must be for. Left out: any. */
  readonly userId?: string;
  /** Whether the operation also takes the headers `x-agora-token` and `x-agora-uid`. */
  readonly takesPair?: boolean;
  /** Give `verifyToken006` of `@stagedoor/token/006` to also take tokens of format 006 in those two headers. */
  readonly verifyToken006?: typeof verifyToken006;
}

/** What an operation on a channel asks of a token: the RTC service, and in it the right to join. */
export interface RtcTokenExpectation {
  /** The project of the operation: 32 hex characters. */
  readonly appId: string;
  readonly service: 'rtc';
  /** The channel that the token must be for. Left out: any, and any channel at once. */
  readonly channel?: string;
  /** Whether a token for any channel will do where a channel is given. */
  readonly allowWildcardChannel?: boolean;
  /** Whether the token must also let its user log in to Signaling. */
  readonly alsoRtm?: boolean;
}

/** What an operation asks of a token: one line in its declaration. */
export type AgoraTokenExpectation = RtmTokenExpectation | RtcTokenExpectation;
