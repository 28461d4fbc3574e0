import { issueFingerprintedToken } from '@stagedoor/token';
import { fingerprintCertificate } from '../projects/fingerprint-certificate.js';
import type { TokenProject } from '../projects/token-project.js';
import type { IssuedService, IssuedToken } from './issued-token.js';
import { type PlannedService, planService } from './plan-service.js';
import type { ResolvedService } from './resolved-service.js';

/** The life of a token where neither caller nor rule says another. */
const DEFAULT_LIFE_SECONDS = 3600;

/** What a token is made of. */
export interface TokenParts {
  readonly project: TokenProject;
  readonly services: readonly ResolvedService[];
  /** What the caller asked for. */
  readonly expiresInSeconds: number | undefined;
  /** Unix seconds. */
  readonly issuedAt: number;
  /** Left out: drawn from the secure random source. */
  readonly salt?: number | undefined;
}

/** As long as the caller asks, and no longer than each of the rules allows. */
function chooseLife({ services, expiresInSeconds = DEFAULT_LIFE_SECONDS }: TokenParts): number {
  return Math.min(expiresInSeconds, ...services.map(({ maxLifeSeconds }) => maxLifeSeconds));
}

function describeService(
  { service, channel, user, privileges }: PlannedService,
  { issuedAt, lifeSeconds, rule }: { issuedAt: number; lifeSeconds: number; rule: string },
): IssuedService {
  const ends: Record<string, number> = {};
  for (const [name, seconds] of Object.entries(privileges)) {
    // A privilege cannot outlive its token, and 0 lives as long.
    ends[name] = issuedAt + (seconds === 0 ? lifeSeconds : Math.min(seconds, lifeSeconds));
  }
  return { service, channel, user, privileges: ends, rule };
}

/**
 * Makes one token, signed with the primary certificate. Throws `not_granted` where nobody says for which user it is, and a
 * `TokenInputError` for a name that no token can have.
 */
export function issueGranted(parts: TokenParts): IssuedToken {
  const { project, issuedAt, salt } = parts;
  const { appId, certificates } = project;
  const [certificate] = certificates;
  const expiresInSeconds = chooseLife(parts);
  const grants: PlannedService['grant'][] = [];
  const services: IssuedService[] = [];
  for (const resolved of parts.services) {
    const facts = { issuedAt, lifeSeconds: expiresInSeconds, rule: resolved.rule };
    for (const planned of planService(resolved)) {
      grants.push(planned.grant);
      services.push(describeService(planned, facts));
    }
  }
  const { token, fingerprint } = issueFingerprintedToken({
    appId,
    certificate,
    services: grants,
    expiresInSeconds,
    issuedAt,
    salt,
  });
  return {
    token,
    fingerprint,
    appId,
    certificateFingerprint: fingerprintCertificate(project, certificate),
    issuedAt,
    expiresInSeconds,
    expiresAt: issuedAt + expiresInSeconds,
    services,
  };
}
