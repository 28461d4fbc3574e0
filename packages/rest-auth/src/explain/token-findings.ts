import type { Finding, TokenReport } from '@stagedoor/token/explain';
import { decodeAnyBase64, decodeUtf8 } from './decode-loosely.js';
import {
  fatal,
  type FoundReason,
  type RequestFindingGroup,
  type RequestFindingRow,
} from './finding-kinds.js';
import { blame, findAppIdInPath, type RequestEvidence } from './request-evidence.js';
import type { ShownTokenText } from './shown-token.js';

/** A request that shows a token. */
export interface TokenEvidence extends RequestEvidence {
  readonly shown: ShownTokenText;
  readonly report: TokenReport;
}

type Row = RequestFindingRow<TokenEvidence>;

const UNREADABLE = ['authorization_malformed', 'message_malformed'] as const;
const FORM_FIX = 'write Authorization: agora token=<token>, without quotes and in one line';

const isRefused = ({ refusal }: RequestEvidence): boolean => refusal !== undefined;

const BASIC_VALUE: Row = {
  kind: 'basic_value_as_token',
  codes: [...UNREADABLE, 'token_refused', 'unknown_project'],
  find: (evidence) => {
    const text = decodeUtf8(decodeAnyBase64(evidence.shown.text) ?? new Uint8Array());
    return isRefused(evidence) && text?.includes(':') === true
      ? fatal(
          'customer ID and customer secret in base64 follow agora token=, where a token belongs',
          'write Authorization: Basic with them, or agora token= with a token',
        )
      : undefined;
  },
};

const QUOTES: Row = {
  kind: 'token_in_quotes',
  codes: UNREADABLE,
  find: (evidence) =>
    isRefused(evidence) && /^["'].*["']$/.test(evidence.shown.text)
      ? fatal('the token stands in quotes', FORM_FIX)
      : undefined,
};

const NO_EQUALS: Row = {
  kind: 'agora_token_without_equals',
  codes: UNREADABLE,
  find: (evidence) =>
    isRefused(evidence) && /^agora\b(?!\s*token\s*=)/i.test(evidence.authorization)
      ? fatal('token= is missing between agora and the token', FORM_FIX)
      : undefined,
};

const NO_UID: Row = {
  kind: 'legacy_uid_missing',
  codes: ['token_pair_incomplete'],
  find: ({ refusal, authorization }) =>
    authorization === '' && refusal?.code === 'token_pair_incomplete'
      ? fatal(
          'x-agora-token is there without x-agora-uid, or one of them is empty',
          'send both, or Authorization: agora token=<token>',
        )
      : undefined,
};

/** What is refused for the token, or for the project that the path names. */
const TOKEN_CODES = [
  'token_refused',
  'unknown_project',
  'secondary_certificate',
  'token_life_too_long',
] as const;

/** The token is of the project that is known, and the operation of another. */
const NOT_IN_PATH: Row = {
  kind: 'app_id_not_in_path',
  codes: TOKEN_CODES,
  find: (evidence) => {
    const { report, request, facts } = evidence;
    const appId = findAppIdInPath(request.target);
    const isKnown = facts.appId !== undefined && report.claims?.appId === facts.appId;
    return !isKnown || appId === undefined || appId === facts.appId
      ? undefined
      : blame(
          evidence,
          'the path names another App ID than the token is of',
          'write the App ID of the token into the path, or issue a token for that project',
        );
  },
};

/** What can be wrong with how a token is shown. */
export const TOKEN_GROUPS: readonly RequestFindingGroup<TokenEvidence>[] = [
  [BASIC_VALUE, QUOTES, NO_EQUALS, NO_UID],
  [NOT_IN_PATH],
];

/**
 * What is found in the token itself; what would refuse it, only where the request is refused. Whether the request is
 * proven, its own report says.
 */
export function listTokenReasons(
  findings: readonly Finding[],
  evidence: RequestEvidence,
): readonly FoundReason[] {
  return findings
    .filter(({ severity }) => isRefused(evidence) || severity !== 'fatal')
    .filter(({ kind }) => kind !== 'unproven')
    .map((finding) => ({ ...finding, codes: TOKEN_CODES }));
}
