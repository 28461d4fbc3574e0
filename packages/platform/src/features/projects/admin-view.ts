import { createHash } from 'node:crypto';
import type { Project, ProjectCertificate } from '../../domain/project.js';

const FINGERPRINT_CHARACTERS = 8;

/** Enough to tell certificates apart, and too little to sign with. */
const fingerprintOf = (certificate: string): string =>
  createHash('sha256').update(certificate).digest('hex').slice(0, FINGERPRINT_CHARACTERS);

/** Primary before secondary. */
const bySlot = (one: ProjectCertificate, other: ProjectCertificate): number =>
  one.slot < other.slot ? -1 : 1;

/** What an administrator sees of a project: the certificates as text only where they are asked for. */
export function viewForAdmin(
  project: Project,
  { showCertificates = false }: { readonly showCertificates?: boolean },
): object {
  const { id, name, appId, status, recordingServer, createdAt } = project;
  const certificates = project.certificates.toSorted(bySlot).map((each) => ({
    slot: each.slot,
    state: each.state,
    fingerprint: fingerprintOf(each.certificate),
    createdAt: each.createdAt,
    ...(showCertificates && { certificate: each.certificate }),
  }));
  return { id, name, appId, status, recordingServer, createdAt, certificates };
}
