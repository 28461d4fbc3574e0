/** A format from before 007: what it is called, and what to do about a text of it. */
export interface OlderFormat {
  /** With its article, as it stands in a sentence. */
  readonly name: string;
  /** Half a sentence. */
  readonly fix: string;
}

interface OlderFormatRow extends OlderFormat {
  /** A beginning, or all, that tells this format from others. */
  readonly pattern: RegExp;
}

const ISSUE_ANEW = 'issue it anew with issueToken of @stagedoor/token';

/** Sections 9 and 9.1 of the format. The first that fits counts. */
const OLDER_FORMATS: readonly OlderFormatRow[] = [
  // A signature in hex, App ID, time and salt, and perhaps uid and expiry. It can begin with the digits of any version.
  {
    pattern: /^[0-9a-f]{72}\d{10}[0-9a-f]{8}(\d{20})?$/i,
    name: 'a dynamic key from before all versions',
    fix: ISSUE_ANEW,
  },
  // A text that begins so is taken for one, because what was cut or changed is still of its version.
  {
    pattern: /^006/,
    name: 'a token of format 006 (AccessToken)',
    fix: 'read it with inspectToken006 and verifyToken006 of @stagedoor/token/006, or issue it anew with issueToken',
  },
  { pattern: /^005/, name: 'a token of version 005 (DynamicKey5)', fix: ISSUE_ANEW },
  { pattern: /^004/, name: 'a token of version 004 (DynamicKey4)', fix: ISSUE_ANEW },
  { pattern: /^003/, name: 'a token of version 003 (DynamicKey3)', fix: ISSUE_ANEW },
  {
    pattern: /^1:[0-9a-f]{32}:\d+:[0-9a-f]{32}$/i,
    name: 'a token of the first Signaling (1:App ID:expiry:MD5)',
    fix: 'issue it anew with issueToken and the grant rtm({ userId })',
  },
];

/** The format that a text is of, where it is an older one; nothing is proven. Takes time in proportion to the text. */
export function findOlderFormat(text: string): OlderFormat | undefined {
  return OLDER_FORMATS.find(({ pattern }) => pattern.test(text));
}
