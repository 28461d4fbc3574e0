import type { HeaderPairs } from './request.js';

/** What a refusal says on the wire, in kinds; each route family has its own text for them. */
export type AnswerKind =
  /** There is no credential. */
  | 'missing'
  /** The credential cannot be read, or does not cover what it must. */
  | 'unverified'
  /** The signed date is missing, unreadable or outside the window. */
  | 'date'
  /** The credential is read and is wrong. */
  | 'mismatch'
  /** The message itself is refused, whoever sends it. */
  | 'request';

/** What to send back: status, header fields and body. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: HeaderPairs;
  /** JSON text. */
  readonly body: string;
}

/** What the texts of an answer depend on. */
export interface AnswerContext {
  /** The route family: `conversational-ai` has `detail` and `reason` beside `message`. */
  readonly family: 'gateway' | 'conversational-ai';
  /** The texts of a refused signature: those of the gateway software, or the one that is published. */
  readonly refusalTexts: 'kong' | 'published';
  /** Whether the operation, or the scheme that was tried, is `hmac`. */
  readonly isHmac: boolean;
  /** The values of `WWW-Authenticate` and of other fields that a 401 carries. */
  readonly challenges: HeaderPairs;
}

/** As an operation of the gateway that takes no `hmac`. */
export const GATEWAY_CONTEXT: AnswerContext = {
  family: 'gateway',
  refusalTexts: 'kong',
  isHmac: false,
  challenges: [],
};

const UNAUTHORIZED = 'Unauthorized';
const CREDENTIALS = 'Invalid authentication credentials';

/** Those of Kong's plugin for `hmac`. */
const HMAC_TEXTS: Readonly<Record<AnswerKind, string>> = {
  missing: UNAUTHORIZED,
  unverified: 'HMAC signature cannot be verified',
  date: 'HMAC signature cannot be verified, a valid date or x-date header is required for HMAC Authentication',
  mismatch: 'HMAC signature does not match',
  request: CREDENTIALS,
};

const REQUEST_TEXTS: Readonly<Record<number, string>> = {
  400: 'Bad request',
  413: 'Request size limit exceeded',
  431: 'Request header fields too large',
  503: 'Service unavailable',
};

/** The reasons of Conversational AI, by status. */
const REASONS: Readonly<Record<number, string>> = {
  401: UNAUTHORIZED,
  503: 'ServiceUnavailable',
};
const OTHER_REASON = 'InvalidRequest';

function textOf(kind: AnswerKind, status: number, context: AnswerContext): string {
  if (kind === 'request') return REQUEST_TEXTS[status] ?? CREDENTIALS;
  if (kind === 'missing') return UNAUTHORIZED;
  return context.isHmac && context.refusalTexts === 'kong' ? HMAC_TEXTS[kind] : CREDENTIALS;
}

/** The answer to a request that is refused. `publicCode` is what the sender may know of the reason. */
export function writeAnswer(
  kind: AnswerKind,
  status: number,
  publicCode: string,
  context: AnswerContext,
): WireAnswer {
  const message = textOf(kind, status, context);
  const reason = REASONS[status] ?? OTHER_REASON;
  const more = context.family === 'gateway' ? {} : { detail: message, reason };
  return {
    status,
    headers: [
      ['Content-Type', 'application/json; charset=utf-8'],
      ['X-Stagedoor-Error', publicCode],
      ...(status === 401 ? context.challenges : []),
      ...(status === 503 ? [['Retry-After', '1'] as const] : []),
    ],
    body: JSON.stringify({ message, ...more }),
  };
}
