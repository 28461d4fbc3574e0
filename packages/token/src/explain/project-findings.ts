import { isHex32 } from '../parse-project.js';
import type { Evidence } from './find-evidence.js';
import type { FindingGroup, FindingRow, FindingText } from './finding-kinds.js';
import type { WrongSigner } from './find-signer.js';
import type { Facts } from './parse-known.js';
import { listBounded, quoteText } from './quote-text.js';

const fatal = (message: string, fix: string): FindingText => ({ severity: 'fatal', message, fix });

/** Whether two hex texts are the same number. */
const sameHex = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Whether what stands in the token as its App ID is a secret. */
const isSecretThere = ({ claims, facts, signer }: Evidence): boolean =>
  // Signed with the App ID: what stands in its place is the certificate, known here or not.
  (signer.kind === 'app_id_as_certificate' && claims.appId !== facts.appId) ||
  [...facts.live, ...facts.others].some(({ certificate }) => sameHex(claims.appId, certificate)) ||
  sameHex(claims.appId, facts.customerSecret ?? '');

/** Whether the App ID that is known is not the token's. */
const hasOtherAppId = ({ claims, facts }: Evidence): boolean =>
  facts.appId !== undefined && facts.appId !== claims.appId;

/** The first two arguments of every builder, in the wrong order: official builders cannot tell. */
const SWAPPED: FindingRow<Evidence> = {
  kind: 'swapped_app_id',
  find: (evidence) =>
    isSecretThere(evidence)
      ? fatal(
          'the token carries an App Certificate or the customer secret where the App ID belongs, for everyone to read',
          'give the builder the App ID first and the certificate second, and replace what was shown there now',
        )
      : undefined,
};

/** Two texts of one hex number are two projects to a verifier. */
const APP_ID_CASE: FindingRow<Evidence> = {
  kind: 'app_id_letter_case',
  find: (evidence) => {
    const { claims, facts } = evidence;
    return hasOtherAppId(evidence) && sameHex(claims.appId, facts.appId ?? '')
      ? fatal(
          `the token is for App ID ${quoteText(claims.appId, facts)}, the project is ${quoteText(facts.appId ?? '', facts)}: the same in other letter case, and App IDs are compared as text`,
          'copy the App ID from the project page as it stands there, and do not change its case',
        )
      : undefined;
  },
};

/** Why another App ID may be there. */
function describeOrigin({ signer, facts }: Evidence): string {
  if (signer.kind === 'live') return '; this project’s certificate signed it';
  return signer.kind === 'other_project_certificate'
    ? `; the certificate of ${quoteText(signer.name, facts)} signed it, so all of it is of that project`
    : '';
}

/** Another project altogether; who signed says whether by mistake or throughout. */
const WRONG_APP_ID: FindingRow<Evidence> = {
  kind: 'wrong_app_id',
  find: (evidence) => {
    const { claims, facts } = evidence;
    return hasOtherAppId(evidence)
      ? fatal(
          `the token is for App ID ${quoteText(claims.appId, facts)}, the project is ${quoteText(facts.appId ?? '', facts)}${describeOrigin(evidence)}`,
          'use the App ID of one project in the client and at the token server; compare the two',
        )
      : undefined;
  },
};

/** What to say of each wrong signer. */
const WRONG_SIGNERS: Readonly<Record<WrongSigner, (name: string) => FindingText>> = {
  other_project_certificate: (name) =>
    fatal(
      `the token is signed with the certificate of ${name}, not with one of this project`,
      'give the token server the App ID and the certificate of one project',
    ),
  customer_secret_as_certificate: () =>
    fatal(
      'the token is signed with the customer secret, not with the App Certificate',
      'use the App Certificate of the project page; customer ID and secret are for the REST API alone',
    ),
  app_id_as_certificate: () =>
    fatal(
      'the token is signed with the App ID in the place of the App Certificate',
      'give the builder the App ID first and the certificate second',
    ),
  certificate_letter_case: (name) =>
    fatal(
      `the token is signed with the ${name} certificate in other letter case: it signs as text, so that A and a differ`,
      'copy the certificate as it stands on the project page, and do not change its case',
    ),
  certificate_spaces: (name) =>
    fatal(
      `the token is signed with the ${name} certificate with a space, a line break or quotes around it`,
      'trim the certificate where it is read: a file ends in a line break, and .env files may keep quotes',
    ),
};

/** Names that a caller gave are quoted; the places of live certificates are words of ours. */
const nameSigner = (name: string, facts: Facts): string =>
  facts.live.some((live) => live.name === name) ? name : quoteText(name, facts);

/** The row of one wrong signer. */
const signerRow = (kind: WrongSigner): FindingRow<Evidence> => ({
  kind,
  find: ({ signer, facts }) =>
    signer.kind === kind ? WRONG_SIGNERS[kind](nameSigner(signer.name, facts)) : undefined,
});

/** The REST API checks tokens with the primary certificate alone. */
const SECONDARY_FOR_REST: FindingRow<Evidence> = {
  kind: 'secondary_for_rest',
  find: ({ signer, facts }) =>
    signer.kind === 'live' && signer.name === 'secondary' && facts.use === 'rest'
      ? fatal(
          'the token is signed with the secondary certificate, and the REST API accepts the primary alone',
          'issue the tokens of REST calls with the primary certificate',
        )
      : undefined,
};

/** The names of all that was tried. */
const triedCertificates = ({ facts }: Evidence): string =>
  listBounded([...facts.live, ...facts.others].map(({ name }) => nameSigner(name, facts)));

/** The usual case of code 110: the App ID is right, and what signed is not known. */
const REPLACED: FindingRow<Evidence> = {
  kind: 'certificate_replaced',
  find: (evidence) => {
    const { signer, facts, claims } = evidence;
    return signer.kind === 'unknown' && facts.appId === claims.appId
      ? fatal(
          `the App ID is right, but none of the certificates that are known signed the token (tried: ${triedCertificates(evidence)}): the certificate was replaced or deleted, it is another project’s, or the customer secret was used`,
          'copy the primary certificate of this project to the token server anew, restart it, and issue another token; to rule out the other causes, give those certificates and the customer secret as well',
        )
      : undefined;
  },
};

/** The same where the App ID tells nothing. */
const BAD_SIGNATURE: FindingRow<Evidence> = {
  kind: 'bad_signature',
  find: (evidence) =>
    evidence.signer.kind === 'unknown'
      ? fatal(
          `none of the certificates that are known signed the token (tried: ${triedCertificates(evidence)})`,
          'use the App ID and the certificate of one project; if both are right, the content was changed after it was signed',
        )
      : undefined,
};

/** Not a fault while a certificate is rotated, but one that is easily forgotten. */
const SECONDARY: FindingRow<Evidence> = {
  kind: 'secondary_certificate',
  find: ({ signer }) =>
    signer.kind === 'live' && signer.name === 'secondary'
      ? {
          severity: 'note',
          message:
            'the token is signed with the secondary certificate: fine for joining, refused by the REST API, and over once that certificate is deleted',
          fix: 'finish the rotation: let the token server sign with the primary certificate',
        }
      : undefined,
};

/** What is missing for a proof. */
const listMissing = ({ facts }: Evidence): readonly string[] => [
  ...(facts.appId === undefined ? ['the App ID of the project'] : []),
  ...(facts.live.length === 0 ? ['its App Certificate'] : []),
];

/** What was not checked must not look as if it had been. */
const UNPROVEN: FindingRow<Evidence> = {
  kind: 'unproven',
  find: (evidence) => {
    const missing = listMissing(evidence).join(' and ');
    return missing === ''
      ? undefined
      : {
          severity: 'note',
          message: `whether the token is genuine was not checked, because this is not known: ${missing}`,
          fix: 'give it, to have the project and the signature checked too',
        };
  },
};

/** Builders before July 2026, and those at home, checked nothing but the length, or nothing at all. */
const NOT_AN_APP_ID: FindingRow<Evidence> = {
  kind: 'invalid_app_id',
  find: ({ claims, facts }) =>
    isHex32(claims.appId)
      ? undefined
      : {
          severity: 'warning',
          message: `the App ID in the token is ${quoteText(claims.appId, facts)}, but App IDs have 32 hex characters`,
          fix: 'copy the App ID from the project page, and look at where the builder gets it',
        },
};

/**
 * What can be wrong with project and signature. Of the signers only one can be right, so that they are one group; what
 * was not checked is said beside it.
 */
export const PROJECT_GROUPS: readonly FindingGroup<Evidence>[] = [
  [SWAPPED, APP_ID_CASE, WRONG_APP_ID, NOT_AN_APP_ID],
  [
    signerRow('customer_secret_as_certificate'),
    signerRow('app_id_as_certificate'),
    signerRow('certificate_letter_case'),
    signerRow('certificate_spaces'),
    signerRow('other_project_certificate'),
    SECONDARY_FOR_REST,
    REPLACED,
    BAD_SIGNATURE,
    SECONDARY,
  ],
  [UNPROVEN],
];
