import { fingerprintCertificate, type TokenProject } from '@stagedoor/token-server';
import type { CertificateName } from './certificate-use.js';

/** What a new version of the projects does to a certificate. */
export interface CertificateChange extends CertificateName {
  readonly kind:
    /** New tokens are signed with it from now on. */
    | 'signs'
    /** It signs no more, and still proves the tokens that it signed. */
    | 'proves'
    /** It is gone: tokens that it signed are not renewed. */
    | 'removed';
}

type Place = 'signs' | 'proves';

/** The place of each certificate, by `<App ID> <fingerprint>`. */
function placesOf(projects: readonly TokenProject[]): ReadonlyMap<string, Place> {
  return new Map(
    projects.flatMap((project) =>
      project.certificates.map((each, index) => {
        const key = `${project.appId} ${fingerprintCertificate(project, each)}`;
        return [key, index === 0 ? 'signs' : 'proves'] as const;
      }),
    ),
  );
}

function toChange(key: string, kind: CertificateChange['kind']): CertificateChange {
  const [appId = '', certificate = ''] = key.split(' ');
  return { appId, certificate, kind };
}

/** Which certificates have another place than before. */
export function findCertificateChanges(
  before: readonly TokenProject[],
  after: readonly TokenProject[],
): readonly CertificateChange[] {
  const old = placesOf(before);
  const current = placesOf(after);
  const moved = [...current].filter(([key, place]) => old.get(key) !== place);
  const removed = [...old.keys()].filter((key) => !current.has(key));
  return [
    ...moved.map(([key, place]) => toChange(key, place)),
    ...removed.map((key) => toChange(key, 'removed')),
  ];
}
