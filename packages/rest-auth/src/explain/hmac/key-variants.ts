import { sha256 } from '@stagedoor/token/sha256';
import { encodeBase64 } from '../../base64.js';
import { findAppIdInPath, type RequestEvidence } from '../request-evidence.js';
import { decodeAnyBase64, decodeHex, encodeHex } from '../decode-loosely.js';
import type { ClaimEvidence } from '../customer-findings.js';
import { MAC_NAMES, type SigningDraft } from './signing-draft.js';
import type { Alteration, VariantRow } from './variant-row.js';

const UTF8 = new TextEncoder();

/** A key in the place of the draft's, and what the client did. */
type OtherKey = readonly [key: Uint8Array | string | undefined, message: string];

function withKeys(draft: SigningDraft, keys: readonly OtherKey[]): readonly Alteration[] {
  return keys.flatMap(([key, message]) => {
    if (key === undefined) return [];
    const octets = typeof key === 'string' ? UTF8.encode(key) : key;
    return [{ draft: { ...draft, key: octets }, message }];
  });
}

/** The text of the secret that the draft's key was made of. */
const secretOf = (draft: SigningDraft, { facts }: RequestEvidence): string | undefined =>
  facts.secrets[draft.secretIndex ?? -1];

/** A row about what was made of the secret. */
const secretRow = (
  kind: VariantRow['kind'],
  fix: string,
  list: (secret: string, evidence: ClaimEvidence) => readonly OtherKey[],
): VariantRow => ({
  kind,
  axis: 'key',
  fix,
  list: (draft, evidence) => {
    const secret = secretOf(draft, evidence);
    return secret === undefined ? [] : withKeys(draft, list(secret, evidence));
  },
});

const AS_IS_FIX = "use the secret's characters as the key, as the console gave them, in UTF-8";

const BLANKS = secretRow(
  'secret_with_blanks',
  'trim the secret where it is read from a file or the environment',
  (secret) => {
    const around: readonly (readonly [string, string])[] = [
      [`${secret}\n`, 'a line feed behind it, as files end in one'],
      [`${secret}\r\n`, 'carriage return and line feed behind it'],
      [`${secret}\r`, 'a carriage return behind it'],
      [`${secret} `, 'a blank behind it'],
      [` ${secret}`, 'a blank in front of it'],
      [` ${secret} `, 'blanks around it'],
      [`"${secret}"`, 'quotes around it'],
      [`'${secret}'`, 'quotes around it'],
      [`\uFEFF${secret}`, 'a byte order mark in front of it'],
    ];
    return around.map(([key, what]) => [key, `the client used the secret with ${what}`]);
  },
);

const LETTER_CASE = secretRow('secret_letter_case', AS_IS_FIX, (secret) =>
  [secret.toLowerCase(), secret.toUpperCase()]
    .filter((other) => other !== secret)
    .map((other) => [other, 'the client used the secret in another letter case']),
);

const toLatin1 = (text: string): Uint8Array | undefined =>
  /^[\0-\xFF]*$/.test(text) ? Uint8Array.from(text, (each) => each.charCodeAt(0)) : undefined;

const DECODED = secretRow('secret_decoded', AS_IS_FIX, (secret) => [
  [decodeAnyBase64(secret), 'the client decoded the secret from base64 before using it'],
  [decodeHex(secret), 'the client decoded the secret from hex before using it'],
  [toLatin1(secret), 'the client used the secret in Latin-1'],
]);

const ENCODED = secretRow('secret_encoded', AS_IS_FIX, (secret, { claimedId }) => [
  [encodeBase64(UTF8.encode(secret)), 'the client used the base64 of the secret'],
  [encodeHex(UTF8.encode(secret)), 'the client used the hex digits of the secret'],
  [`${claimedId}:${secret}`, 'the client used customer ID, colon and secret as the key'],
  [
    encodeBase64(UTF8.encode(`${claimedId}:${secret}`)),
    'the client used the Basic credential as the key',
  ],
]);

const HASHED = secretRow('secret_hashed', AS_IS_FIX, (secret) => {
  const hash = sha256(UTF8.encode(secret));
  return [
    [hash, 'the client used the SHA-256 of the secret'],
    [encodeHex(hash), 'the client used the SHA-256 of the secret in hex'],
    [encodeBase64(hash), 'the client used the SHA-256 of the secret in base64'],
  ];
});

const SWAPPED: VariantRow = {
  kind: 'id_as_secret',
  axis: 'key',
  fix: 'use the customer secret as the key, and the customer ID as username',
  list: (draft, { claimedId, facts }) =>
    withKeys(draft, [
      [claimedId, 'the client used the customer ID as the key'],
      [facts.customerId, 'the client used the customer ID as the key'],
    ]),
};

const MISSING: VariantRow = {
  kind: 'secret_missing',
  axis: 'key',
  fix: 'look whether the environment variable of the secret is set where the program runs',
  list: (draft) =>
    withKeys(
      draft,
      ['', 'undefined', 'null', 'None', 'nil', 'false'].map((key) => [
        key,
        `the client used ${key === '' ? 'an empty secret' : `the text ${key}`} as the key: what a program has for a missing value`,
      ]),
    ),
};

const CERTIFICATE: VariantRow = {
  kind: 'certificate_as_secret',
  axis: 'key',
  fix: 'use the customer secret of the RESTful API page of the console; the App Certificate signs tokens alone',
  list: (draft, { facts }) =>
    withKeys(
      draft,
      facts.certificates.map((certificate) => [
        certificate,
        'the client used an App Certificate as the key',
      ]),
    ),
};

const APP_ID: VariantRow = {
  kind: 'app_id_as_secret',
  axis: 'key',
  fix: 'use the customer secret of the RESTful API page of the console',
  list: (draft, { facts, request }) =>
    withKeys(
      draft,
      [facts.appId, findAppIdInPath(request.target)].map((appId) => [
        appId,
        'the client used the App ID as the key',
      ]),
    ),
};

const otherMac = (
  kind: VariantRow['kind'],
  fix: string,
  isOne: (name: string) => boolean,
): VariantRow => ({
  kind,
  axis: 'mac',
  fix,
  list: (draft) =>
    MAC_NAMES.filter((name) => isOne(name) && name !== draft.mac).map((mac) => ({
      draft: { ...draft, mac },
      message: `the client computed ${mac}, and not ${draft.mac}`,
    })),
});

const isHmac = (name: string): boolean => name.startsWith('hmac-');

const ALGORITHM = otherMac(
  'other_algorithm',
  'compute HMAC with SHA-256, as the parameter algorithm says',
  isHmac,
);
const HASH = otherMac(
  'hash_without_key',
  'compute an HMAC with the secret as its key, not a plain hash',
  (name) => !isHmac(name),
);

/** What can be otherwise in the key and in what is computed with it. */
export const KEY_VARIANTS: readonly VariantRow[] = [
  BLANKS,
  SWAPPED,
  LETTER_CASE,
  DECODED,
  ENCODED,
  HASHED,
  MISSING,
  CERTIFICATE,
  APP_ID,
  ALGORITHM,
  HASH,
];
