import { sha256 } from '@stagedoor/token/sha256';
import { equalInConstantTime } from '../../equal-in-constant-time.js';
import { digestOf, formatDigest } from '../../schemes/hmac/verify-digest.js';
import { decodeAnyBase64, decodeHex, decodeUtf8 } from '../decode-loosely.js';
import {
  fatal,
  type RequestFindingGroup,
  type RequestFindingKind,
  type RequestFindingRow,
} from '../finding-kinds.js';
import { findBodyVariable } from '../find-variable.js';
import type { RequestEvidence } from '../request-evidence.js';
import { listBodyForms, type BodyForm } from './list-body-forms.js';

/** A Digest header that does not belong to the body. */
export interface DigestEvidence extends RequestEvidence {
  /** The label in front of the value, as it came, with its equals sign. */
  readonly label: string;
  /** How the value is written that is not base64 as an encoder writes it. */
  readonly spelling: 'base64' | 'hex' | 'base64 of hex' | 'other';
  /** What was hashed, where it is not the body: found, or not found. */
  readonly hashed: BodyForm | 'body' | 'unknown';
}

/** Not the padding at the end of base64 that has no label. */
const LABEL = /^[A-Za-z0-9-]{1,12}[=:](?=.)/;
const HEX_64 = /^[0-9a-f]{64}$/i;

function spellingOf(value: string, inner: string): DigestEvidence['spelling'] {
  if (HEX_64.test(value)) return 'hex';
  if (HEX_64.test(inner)) return 'base64 of hex';
  return /^[A-Za-z0-9+/]{43}=$/.test(value) ? 'base64' : 'other';
}

/** The hashes that the value may stand for. */
function readHashes(value: string): readonly Uint8Array[] {
  const octets = decodeAnyBase64(value);
  const inner = decodeUtf8(octets ?? new Uint8Array()) ?? '';
  const found = [octets, decodeHex(value), decodeHex(inner)];
  return found.filter((hash) => hash !== undefined).filter(({ length }) => length === 32);
}

function findHashed(
  hashes: readonly Uint8Array[],
  { request, facts }: RequestEvidence,
): DigestEvidence['hashed'] {
  const { body = new Uint8Array() } = request;
  const isOf = (hash: Uint8Array): boolean =>
    hashes.some((each) => equalInConstantTime(each, hash));
  if (isOf(digestOf(body).sha256)) return 'body';
  const forms = body instanceof Uint8Array ? listBodyForms(body, facts.fileOctets) : [];
  return forms.find(({ octets }) => isOf(sha256(octets))) ?? 'unknown';
}

/** What is wrong with a digest; undefined where it is right, or the body is not known. */
function findEvidence(
  label: string,
  value: string,
  evidence: RequestEvidence,
): DigestEvidence | undefined {
  const { request, facts } = evidence;
  const { body = new Uint8Array() } = request;
  if (facts.isBodyUnknown === true) return undefined;
  if (label + value === formatDigest(digestOf(body))) return undefined;
  const inner = decodeUtf8(decodeAnyBase64(value) ?? new Uint8Array()) ?? '';
  return {
    ...evidence,
    label,
    spelling: spellingOf(value, inner),
    hashed: findHashed(readHashes(value), evidence),
  };
}

/** What is wrong with the Digest header; undefined where there is none, or none that can be judged, or it is right. */
export function findDigestEvidence(evidence: RequestEvidence): DigestEvidence | undefined {
  const given = evidence.index.first('digest');
  if (given === undefined) return undefined;
  const label = LABEL.exec(given)?.[0] ?? '';
  return findEvidence(label, given.slice(label.length), evidence);
}

/** The same for the sha-256 of Content-Digest: RFC 9530, section 2. */
export function findContentDigestEvidence(evidence: RequestEvidence): DigestEvidence | undefined {
  const given = evidence.index.all('content-digest').join(', ');
  const value = /(?:^|,\s*)sha-256=:?(?<value>[^:,]*)/.exec(given)?.groups?.['value'];
  return value === undefined ? undefined : findEvidence('SHA-256=', value, evidence);
}

const CODES = ['digest_mismatch'] as const;
const OCTETS_FIX =
  'make the octets of the body once, hash these, and send these: give the HTTP library the text, not the object';

/** What to do where something else was hashed. */
const FIXES: Readonly<Partial<Record<RequestFindingKind, string>>> = {
  digest_of_nothing: 'hash the body that is sent; a library that streams it must have it before',
  digest_of_unsent_file: 'send the file with --data-binary, which leaves it as it is',
};

const KINDS_OF_FORMS = [
  'digest_of_nothing',
  'digest_of_unsent_file',
  'digest_of_rewritten_json',
  'digest_of_quoted_json',
  'digest_of_trimmed_body',
  'digest_of_line_end',
  'digest_of_other_line_ends',
  'digest_of_byte_order_mark',
  'digest_of_other_charset',
  'digest_of_other_body',
] as const;

const lengthOf = ({ request: { body = new Uint8Array() } }: RequestEvidence): number =>
  body instanceof Uint8Array ? body.length : body.byteLength;

/** One row for each kind of text that was hashed in the place of the body. */
const FORM_ROWS = KINDS_OF_FORMS.map((kind): RequestFindingRow<DigestEvidence> => ({
  kind,
  codes: CODES,
  find: (evidence) => {
    const { hashed } = evidence;
    if (typeof hashed === 'string' || hashed.kind !== kind) return undefined;
    return fatal(
      `the digest is of ${hashed.description} (${hashed.octets.length} octets); the body that arrived has ${lengthOf(evidence)} octets`,
      FIXES[kind] ?? OCTETS_FIX,
    );
  },
}));

/** Postman hashes what stands in the tab, and fills it in afterwards. */
const VARIABLES: RequestFindingRow<DigestEvidence> = {
  kind: 'digest_of_variables',
  codes: CODES,
  find: ({ request, hashed, omitter }) => {
    const text = request.body instanceof Uint8Array ? decodeUtf8(request.body) : undefined;
    const found = findBodyVariable(text ?? '');
    return found === undefined || hashed !== 'unknown'
      ? undefined
      : fatal(
          `the body has ${found.description}, ${omitter.quote(found.text)}: it was hashed with it filled in and sent without, or the other way round`,
          'in Postman, hash pm.variables.replaceIn(pm.request.body.raw), and choose the environment',
        );
  },
};

const FORM_FIX = 'write SHA-256= in this case, and behind it the standard base64 of the hash';

const ALGORITHM: RequestFindingRow<DigestEvidence> = {
  kind: 'digest_algorithm',
  codes: CODES,
  find: ({ label }) =>
    /^(?:sha-?(?:1|384|512)|md5)[=:]$/i.test(label)
      ? fatal(`the digest is labelled ${label}, and only SHA-256 is taken`, FORM_FIX)
      : undefined,
};

const HEX: RequestFindingRow<DigestEvidence> = {
  kind: 'digest_hex',
  codes: CODES,
  find: ({ spelling }) =>
    spelling === 'hex' ? fatal('the digest is written in hex, not in base64', FORM_FIX) : undefined,
};

const BASE64_OF_HEX: RequestFindingRow<DigestEvidence> = {
  kind: 'digest_base64_of_hex',
  codes: CODES,
  find: ({ spelling }) =>
    spelling === 'base64 of hex'
      ? fatal(
          'the digest is the base64 of hex digits, not of the octets of the hash',
          `${FORM_FIX}; in PHP, hash(..., true) gives the octets`,
        )
      : undefined,
};

const SPELLING: RequestFindingRow<DigestEvidence> = {
  kind: 'digest_encoding',
  codes: CODES,
  find: ({ spelling, hashed }) =>
    spelling === 'other' && hashed !== 'unknown'
      ? fatal(
          'the digest is not standard base64: it is of the alphabet for URLs, or without padding, or has blanks',
          FORM_FIX,
        )
      : undefined,
};

const LABEL_ROW: RequestFindingRow<DigestEvidence> = {
  kind: 'digest_label',
  codes: CODES,
  find: ({ label }) =>
    label === 'SHA-256='
      ? undefined
      : fatal(
          `the label of the digest is ${label === '' ? 'missing' : label} and must be SHA-256=, in this case`,
          FORM_FIX,
        ),
};

const MISMATCH: RequestFindingRow<DigestEvidence> = {
  kind: 'digest_mismatch',
  codes: CODES,
  find: (evidence) =>
    evidence.hashed === 'unknown'
      ? fatal(
          `the digest is not that of the body that arrived, which has ${lengthOf(evidence)} octets, nor of any usual form of it`,
          `${OCTETS_FIX}; in Postman, fill in variables before hashing: pm.variables.replaceIn(pm.request.body.raw)`,
        )
      : undefined,
};

/** How the digest is written, and what was hashed. */
export const DIGEST_GROUPS: readonly RequestFindingGroup<DigestEvidence>[] = [
  [ALGORITHM, HEX, BASE64_OF_HEX, SPELLING],
  [ALGORITHM, LABEL_ROW],
  [...FORM_ROWS, VARIABLES, ALGORITHM, MISMATCH],
];
