import { BadSignatureError, InvalidOptionError } from './errors.js';
import { parseCertificate, type Certificate } from './parse-project.js';

/** What a project signs with; the secondary one is there during a rotation. */
export interface LiveCertificates {
  readonly primary: Certificate;
  readonly secondary: Certificate | undefined;
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** The list of one or two certificates, the primary one first. Throws `invalid_option` and `invalid_certificate`. */
export function parseLiveCertificates(given: unknown): LiveCertificates {
  if (!isList(given) || given.length < 1 || given.length > 2) {
    throw new InvalidOptionError(
      'certificates must be a list of the primary certificate and, if there is one, the secondary',
    );
  }
  return {
    primary: parseCertificate(given[0]),
    secondary: given.length === 1 ? undefined : parseCertificate(given[1]),
  };
}

/** Which of them signed. Throws `bad_signature`. */
export function findSigner(
  { primary, secondary }: LiveCertificates,
  isSignedWith: (certificate: Certificate) => boolean,
): 'primary' | 'secondary' {
  if (isSignedWith(primary)) return 'primary';
  if (secondary !== undefined && isSignedWith(secondary)) return 'secondary';
  throw new BadSignatureError();
}
