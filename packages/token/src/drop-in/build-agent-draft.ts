import { buildDraft, type DraftService } from './build-draft.js';
import { draftRtc, draftRtm, type RtcLives } from './draft-services.js';
import { RtcRole } from './rtc-token-builder.js';

/** What the builders for agents and for speech to text are called with. All lives are seconds from now. */
export interface AgentDraft {
  readonly appId: string;
  readonly certificate: string;
  /** Any text of at most 65535 bytes. */
  readonly channelName: string;
  /** A uid or an account; the number 0 is any user. */
  readonly rtcAccount: string | number;
  /** Compared strictly, unlike in the RTC builders: `'1'` only joins. */
  readonly rtcRole: number;
  /** The life of the token. */
  readonly expiresInSeconds: number;
  /** Of a publisher; of these a subscriber has `join`. */
  readonly lives: Required<RtcLives>;
  /** A text, or what counts as false for nobody. */
  readonly rtmUserId: string | number;
  /** The life of the login, 0 for as long as the token. */
  readonly rtmExpiresInSeconds: number;
}

/** The token of a channel, of Signaling, and of `service`. Returns and throws what `buildDraft` does. */
export function buildAgentDraft(draft: AgentDraft, service: DraftService): string {
  const { appId, certificate, expiresInSeconds, lives } = draft;
  const granted = draft.rtcRole === RtcRole.PUBLISHER ? lives : { join: lives.join };
  return buildDraft({
    appId,
    certificate,
    expiresInSeconds,
    services: [
      draftRtc(draft.channelName, draft.rtcAccount, granted),
      draftRtm(draft.rtmUserId, draft.rtmExpiresInSeconds),
      service,
    ],
  });
}
