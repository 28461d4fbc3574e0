import type { ResolvedService } from '../issue/resolved-service.js';
import type { GrantedService } from '../policy/policy.js';
import type { UidDirectory } from './uid-directory.js';

const isResolved = (granted: GrantedService): granted is GrantedService & ResolvedService =>
  granted.user?.kind !== 'derived';

async function resolveService(
  granted: GrantedService,
  appId: string,
  uids: UidDirectory,
): Promise<ResolvedService> {
  const { user, ...rest } = granted;
  if (user?.kind !== 'derived') return { ...rest, user };
  return { ...rest, user: { kind: 'uid', uid: await uids.findUid(appId, user) } };
}

/** What was granted, with a uid for each user whose uid is derived. */
export async function resolveServices(
  services: readonly GrantedService[],
  appId: string,
  uids: UidDirectory,
): Promise<readonly ResolvedService[]> {
  // As it is nearly always, and then nothing is copied.
  if (services.every(isResolved)) return services;
  return Promise.all(services.map((granted) => resolveService(granted, appId, uids)));
}
