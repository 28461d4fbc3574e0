import type { DecodedToken } from '../v007/decode.js';
import { isSignedWith } from '../v007/signature.js';
import { parseAnyCertificate, type Facts, type NamedCertificate } from './parse-known.js';

/** What was used in the place of a live certificate. */
export type WrongSigner =
  | 'other_project_certificate'
  | 'customer_secret_as_certificate'
  | 'app_id_as_certificate'
  | 'certificate_letter_case'
  | 'certificate_spaces';

/** Who signed a token, as far as can be found out. */
export type Signer =
  | { readonly kind: 'untried' }
  | { readonly kind: 'unknown'; readonly triedCount: number }
  | { readonly kind: 'live'; readonly name: string }
  | { readonly kind: WrongSigner; readonly name: string };

/** Something that may have signed. */
interface Trial {
  readonly kind: 'live' | WrongSigner;
  readonly name: string;
  readonly text: string;
}

/**
 * What becomes of a certificate on its way into a builder: databases and forms change its case, files end in a line
 * break, and .env files keep quotes. Each signs differently, because the certificate is used as text: section 2.1 of the
 * format.
 */
const ALTERATIONS: readonly {
  readonly kind: WrongSigner;
  readonly alter: (text: string) => string;
}[] = [
  { kind: 'certificate_letter_case', alter: (text) => text.toLowerCase() },
  { kind: 'certificate_letter_case', alter: (text) => text.toUpperCase() },
  { kind: 'certificate_spaces', alter: (text) => `${text}\n` },
  { kind: 'certificate_spaces', alter: (text) => `${text}\r\n` },
  { kind: 'certificate_spaces', alter: (text) => `${text} ` },
  { kind: 'certificate_spaces', alter: (text) => ` ${text}` },
  { kind: 'certificate_spaces', alter: (text) => ` ${text} ` },
  { kind: 'certificate_spaces', alter: (text) => `"${text}"` },
];

/** Certificates as they are. */
const tryAs = (kind: Trial['kind'], certificates: readonly NamedCertificate[]): readonly Trial[] =>
  certificates.map(({ name, certificate }) => ({ kind, name, text: certificate }));

/** Certificates as they become. */
const alterations = (certificates: readonly NamedCertificate[]): readonly Trial[] =>
  certificates.flatMap(({ name, certificate }) =>
    ALTERATIONS.map(({ kind, alter }) => ({ kind, name, text: alter(certificate) })),
  );

/** All that may have signed, the likeliest first. */
function listTrials({ live, others, customerSecret, appId }: Facts): readonly Trial[] {
  const secrets: readonly Trial[] =
    customerSecret === undefined
      ? []
      : [{ kind: 'customer_secret_as_certificate', name: 'customer secret', text: customerSecret }];
  const appIds: readonly Trial[] =
    appId === undefined ? [] : [{ kind: 'app_id_as_certificate', name: 'App ID', text: appId }];
  return [
    ...tryAs('live', live),
    ...tryAs('other_project_certificate', others),
    ...secrets,
    ...appIds,
    ...alterations(live),
  ];
}

/**
 * Finds what signed a token: a live certificate, another one that is known, or what is taken for one by mistake. A
 * fixed number of signatures for each certificate.
 */
export function findSigner(decoded: DecodedToken, facts: Facts): Signer {
  const found = listTrials(facts).find(({ text }) =>
    isSignedWith(parseAnyCertificate(text), decoded.claims, decoded.content),
  );
  if (found !== undefined) return { kind: found.kind, name: found.name };
  const triedCount = facts.live.length + facts.others.length;
  return facts.live.length === 0 ? { kind: 'untried' } : { kind: 'unknown', triedCount };
}
