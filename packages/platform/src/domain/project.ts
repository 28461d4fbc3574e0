/** Whether a certificate proves tokens. */
export type CertificateState = 'live' | 'disabled';

/** The place of a certificate: new tokens are signed with the primary one. */
export type CertificateSlot = 'primary' | 'secondary';

/** One App Certificate of a project. */
export interface ProjectCertificate {
  readonly slot: CertificateSlot;
  readonly state: CertificateState;
  /** 32 hex characters. */
  readonly certificate: string;
  /** Unix seconds. */
  readonly createdAt: number;
}

/** A project: what tokens are made for. */
export interface Project {
  /** Opaque. */
  readonly id: string;
  readonly organizationId: string;
  /** 32 lower-case hex characters. */
  readonly appId: string;
  /** Unique in its organization. */
  readonly name: string;
  readonly status: 'enabled' | 'disabled';
  readonly recordingServer: string | undefined;
  /** At most one of each slot. */
  readonly certificates: readonly ProjectCertificate[];
  /** Unix seconds. */
  readonly createdAt: number;
}

/** The certificate of that slot, whatever its state. */
export function certificateOf(
  { certificates }: Project,
  slot: CertificateSlot,
): ProjectCertificate | undefined {
  return certificates.find((each) => each.slot === slot);
}

/** The live certificates as texts, the primary one first. */
export function liveCertificates(project: Project): readonly string[] {
  const slots = ['primary', 'secondary'] as const;
  return slots.flatMap((slot) => {
    const found = certificateOf(project, slot);
    return found?.state === 'live' ? [found.certificate] : [];
  });
}
