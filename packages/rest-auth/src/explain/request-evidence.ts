import type { FindingText } from '@stagedoor/token/explain';
import type { AuthErrorCode } from '../errors.js';
import type { HeaderIndex } from '../headers/header-index.js';
import type { ReceivedRequest } from '../request.js';
import type { Facts } from './parse-request-facts.js';
import type { SecretOmitter } from './secret-omitter.js';

/** Why a request is refused. */
export interface Refusal {
  readonly code: AuthErrorCode;
  readonly message: string;
}

/** A request, what is known beside it, and what the verifier says. */
export interface RequestEvidence {
  readonly request: ReceivedRequest;
  readonly index: HeaderIndex;
  readonly facts: Facts;
  /** Takes out of texts what must not be said. */
  readonly omitter: SecretOmitter;
  /** The first value of Authorization as it came, empty where there is none. */
  readonly authorization: string;
  /** Why the verifier refuses; undefined where it does not, or only for want of what is known here. */
  readonly refusal: Refusal | undefined;
}

/** What is fatal where the request is refused, and a warning where it is not. */
export const blame = ({ refusal }: RequestEvidence, message: string, fix: string): FindingText => ({
  severity: refusal === undefined ? 'warning' : 'fatal',
  message,
  fix,
});

const HEX_32_SEGMENT = /(?<=\/)[0-9a-f]{32}(?=[/?#]|$)/i;

/** The App ID in a path: its first segment of 32 hex characters. */
export const findAppIdInPath = (target: string): string | undefined =>
  HEX_32_SEGMENT.exec(target)?.[0];

/** Whether a text is the App ID that is known, or the one that the path names. */
export function isAppId(text: string, target: string, facts: Facts): boolean {
  const appIds = [facts.appId, findAppIdInPath(target)];
  return appIds.some((appId) => appId?.toLowerCase() === text.toLowerCase());
}
