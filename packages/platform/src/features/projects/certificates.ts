import {
  type CertificateSlot,
  type CertificateState,
  certificateOf,
  liveCertificates,
  type Project,
  type ProjectCertificate,
} from '../../domain/project.js';
import { randomHex32 } from '../../domain/random-id.js';
import type { SystemSources } from '../../domain/system-sources.js';
import {
  CertificateDisabledError,
  CertificateExistsError,
  CertificateMissingError,
  LastCertificateError,
  PrimaryCertificateError,
} from './errors.js';

/*
 * What can be done with the certificates of a project. Each function gives the project as it is to be then.
 */

/** Whether to do what leaves the project without a live certificate. */
export interface CertificateForce {
  readonly isForced: boolean;
}

/** A new certificate. */
export const makeCertificate = (
  slot: CertificateSlot,
  state: CertificateState,
  sources: SystemSources,
): ProjectCertificate => ({
  slot,
  state,
  certificate: randomHex32(sources),
  createdAt: sources.now(),
});

/** The certificates of the other slot, and this one. */
const withCertificate = (project: Project, certificate: ProjectCertificate): Project => ({
  ...project,
  certificates: [
    ...project.certificates.filter(({ slot }) => slot !== certificate.slot),
    certificate,
  ],
});

function findCertificate(project: Project, slot: CertificateSlot): ProjectCertificate {
  const found = certificateOf(project, slot);
  if (found === undefined) throw new CertificateMissingError(slot);
  return found;
}

/** Refuses what takes the last live certificate away. */
function checkStaysLive(before: Project, after: Project, { isForced }: CertificateForce): Project {
  const isLost = liveCertificates(before).length > 0 && liveCertificates(after).length === 0;
  if (isLost && !isForced) throw new LastCertificateError();
  return after;
}

/** With a live secondary certificate. Throws `certificate_exists`. */
export function addSecondary(project: Project, sources: SystemSources): Project {
  if (certificateOf(project, 'secondary') !== undefined) throw new CertificateExistsError();
  return withCertificate(project, makeCertificate('secondary', 'live', sources));
}

/** With the secondary certificate as the primary one, and the other way round. Throws `certificate_missing`, `certificate_disabled`. */
export function promoteSecondary(project: Project): Project {
  const secondary = findCertificate(project, 'secondary');
  if (secondary.state !== 'live') throw new CertificateDisabledError();
  const primary = certificateOf(project, 'primary');
  return {
    ...project,
    certificates: [
      { ...secondary, slot: 'primary' },
      ...(primary === undefined ? [] : [{ ...primary, slot: 'secondary' } as const]),
    ],
  };
}

/** Without that certificate. Throws `certificate_missing`, `primary_certificate_in_use`, `last_live_certificate`. */
export function removeCertificate(
  project: Project,
  slot: CertificateSlot,
  force: CertificateForce,
): Project {
  const removed = findCertificate(project, slot);
  const certificates = project.certificates.filter((each) => each !== removed);
  if (slot === 'primary' && certificates.length > 0) throw new PrimaryCertificateError();
  return checkStaysLive(project, { ...project, certificates }, force);
}

/** With that certificate live or disabled; its text stays. Throws `certificate_missing`, `last_live_certificate`. */
export function switchCertificate(
  project: Project,
  { slot, state }: Pick<ProjectCertificate, 'slot' | 'state'>,
  force: CertificateForce,
): Project {
  const switched = { ...findCertificate(project, slot), state };
  return checkStaysLive(project, withCertificate(project, switched), force);
}

/** With another primary certificate, which is live; the one that was is gone. */
export const resetPrimary = (project: Project, sources: SystemSources): Project =>
  withCertificate(project, makeCertificate('primary', 'live', sources));
