import { isHex32 } from '../parse-project.js';
import { findOlderFormat } from '../v007/older-formats.js';
import {
  findFindings,
  type Finding,
  type FindingGroup,
  type FindingRow,
  type FindingText,
} from './finding-kinds.js';
import type { Facts } from './parse-known.js';
import { isTruncated, type ReadText } from './read-text.js';

/** A text that cannot be read as it is, and what is known beside it. */
export interface TextEvidence {
  /** The text, without spaces around it, or what is left of it when all is peeled off that stands around. */
  readonly text: string;
  /** What is known. */
  readonly facts: Facts;
  /** What became of reading and repairing it. */
  readonly read: Extract<ReadText, { readonly kind: 'unreadable' }>;
}

const fatal = (message: string, fix: string): FindingText => ({ severity: 'fatal', message, fix });

/** Whether two hex texts are the same number. */
const sameHex = (a: string, b: string | undefined): boolean => a.toLowerCase() === b?.toLowerCase();

/** What programs write for a value that is not there. */
export const PLACEHOLDERS: ReadonlySet<string> = new Set([
  'undefined',
  'null',
  'nan',
  'none',
  'nil',
  'true',
  'false',
  '[object object]',
  '[object promise]',
  '<token>',
  'your_token',
]);

/** Where a token server's answer should be looked at. */
const ANSWER_FIX =
  'print what the token server answers, and await it; then pass on the field that holds the token';

/** What official builders return in place of an error: section 8 of the format. */
const EMPTY: FindingRow<TextEvidence> = {
  kind: 'empty_token',
  find: ({ text }) =>
    text === ''
      ? fatal(
          'the token is empty: official builders return an empty text where the App ID or the certificate is not 32 hex characters',
          'print the lengths of App ID and certificate where the token is built: both must be 32. If the project has no certificate, switch it on in its console page',
        )
      : undefined,
};

/** A value that was never there, made into a text on the way. */
const PLACEHOLDER: FindingRow<TextEvidence> = {
  kind: 'placeholder_text',
  find: ({ text }) =>
    PLACEHOLDERS.has(text.toLowerCase())
      ? fatal('the text is what a program writes for a missing value, not a token', ANSWER_FIX)
      : undefined,
};

/** Secrets come first: one that is shown to a client in the place of a token must be replaced. */
const CERTIFICATE: FindingRow<TextEvidence> = {
  kind: 'certificate_as_token',
  find: ({ text, facts }) => {
    const named = [...facts.live, ...facts.others].find(({ certificate }) =>
      sameHex(text, certificate),
    );
    return named === undefined
      ? undefined
      : fatal(
          'the text is an App Certificate, not a token. Whoever has it can be any user',
          'pass on what issueToken returns; if the certificate was sent to a client, replace it now',
        );
  },
};

/** The same for the other secret of a project, which opens the REST API. */
const CUSTOMER: FindingRow<TextEvidence> = {
  kind: 'customer_secret_as_token',
  find: ({ text, facts }) =>
    facts.customerSecret !== undefined && sameHex(text, facts.customerSecret)
      ? fatal(
          'the text is the customer secret, not a token. Whoever has it can call the REST API as you',
          'pass on what issueToken returns; if the secret was sent to a client, replace it now',
        )
      : undefined,
};

/** Code 119 of the SDKs: a token where the project has no certificate, or the App ID where it has one. */
const APP_ID: FindingRow<TextEvidence> = {
  kind: 'app_id_as_token',
  find: ({ text, facts }) =>
    sameHex(text, facts.appId)
      ? fatal(
          'the text is the App ID, not a token. SDKs of projects without a certificate took it for one ("dynamic use static key", code 119)',
          'issue a token with the App ID and the certificate, and join with that; a project without a certificate takes none: pass null',
        )
      : undefined,
};

/** What looks like one of the three above, and is not among what is known. */
const HEX: FindingRow<TextEvidence> = {
  kind: 'hex_as_token',
  find: ({ text }) =>
    isHex32(text)
      ? fatal(
          'the text has 32 hex characters: it is an App ID, a certificate or a customer secret, not a token',
          'pass on what issueToken returns; if this is a certificate or a secret that was sent to a client, replace it',
        )
      : undefined,
};

/** Sections 9 and 9.1 of the format. */
const OLDER_VERSION: FindingRow<TextEvidence> = {
  kind: 'older_version',
  find: ({ text }) => {
    const older = findOlderFormat(text);
    return older === undefined
      ? undefined
      : fatal(`the text is ${older.name}; the one that is wanted begins with 007`, older.fix);
  },
};

/** The token of another system, taken from the same kind of header. */
const JSON_WEB_TOKEN: FindingRow<TextEvidence> = {
  kind: 'json_web_token',
  find: ({ text }) =>
    /^eyJ[\w-]*\.[\w-]*\./.test(text)
      ? fatal(
          'the text is a JSON Web Token, which is how applications log their own users in',
          'send that one to your token server, and join with the token that it answers, which begins with 007',
        )
      : undefined,
};

/** What displays and logs put in place of what they leave out. */
const OMISSION = /…|\.\.\./;
/** Too short to be taken apart, and right as far as it goes. */
const SHORT_BEGINNING = /^007(e[\w+/]{0,60})?$/;

/** A beginning that is right: what copying by hand and narrow columns leave. */
const TRUNCATED: FindingRow<TextEvidence> = {
  kind: 'truncated',
  find: ({ read: { core } }) =>
    OMISSION.test(core) || SHORT_BEGINNING.test(core) || isTruncated(core)
      ? fatal(
          `the token is cut short: it begins rightly, but ends after ${core.length} characters inside its content`,
          'copy it whole, and look for what cuts it: a column of 64 or 255 characters, a display that shortens, a log line',
        )
      : undefined,
};

/** Base64 needs both cases; what made them one cannot be undone. */
const LETTER_CASE: FindingRow<TextEvidence> = {
  kind: 'letter_case_lost',
  find: ({ read: { core } }) =>
    core.length > 40 &&
    /^007[\w+/=-]+$/.test(core) &&
    (core === core.toLowerCase() || core === core.toUpperCase())
      ? fatal(
          'all letters of the token have the same case: something made them so, and which were capitals cannot be known',
          'do not use toLowerCase, toUpperCase or a database collation that ignores case on tokens',
        )
      : undefined,
};

/** Two texts must not both be one token, so that nothing may follow its end. */
const TRAILING: FindingRow<TextEvidence> = {
  kind: 'trailing_bytes',
  find: ({ read: { error } }) =>
    error.code === 'trailing_bytes'
      ? fatal(error.message, 'pass on the token as it was issued, with nothing added to it')
      : undefined,
};

/** The last resort: what the decoder says. */
const UNREADABLE: FindingRow<TextEvidence> = {
  kind: 'unreadable',
  find: ({ read: { error } }) =>
    fatal(
      `${error.message} (${error.code}); no repair that is known here makes it readable`,
      'compare it, character by character, with what the token server answered: fingerprintToken tells whether two texts are one token',
    ),
};

/** What a text is, where it was never a token of this format. */
const IDENTITIES: FindingGroup<TextEvidence> = [
  EMPTY,
  PLACEHOLDER,
  CERTIFICATE,
  CUSTOMER,
  APP_ID,
  HEX,
  OLDER_VERSION,
  JSON_WEB_TOKEN,
];
/** What happened to a token; the last of them always speaks. */
const DAMAGES: FindingGroup<TextEvidence> = [TRAILING, TRUNCATED, LETTER_CASE, UNREADABLE];

/**
 * Why a text cannot be read as a token: one of these, asked in this order. What a text is comes before what happened to
 * it, because a secret in the place of a token must be said as such.
 */
export const TEXT_GROUPS: readonly FindingGroup<TextEvidence>[] = [[...IDENTITIES, ...DAMAGES]];

/** What was peeled off a text, where that alone does not make it readable. */
const listPeeled = ({ repairs }: TextEvidence['read']): readonly Finding[] =>
  repairs.map(({ kind, message, fix }) => ({
    kind,
    severity: 'fatal',
    message: `${message}; without that it cannot be read either`,
    fix,
  }));

/** Why a text cannot be read, and what else stands around it: of a text that is known as it is, nothing is peeled off. */
export function findTextFindings(
  text: string,
  facts: Facts,
  read: TextEvidence['read'],
): readonly Finding[] {
  const known = findFindings([IDENTITIES], { text: text.trim(), facts, read });
  if (known.length > 0) return known;
  const left = read.repairs.length === 0 ? text : read.core;
  return [...findFindings(TEXT_GROUPS, { text: left, facts, read }), ...listPeeled(read)];
}
