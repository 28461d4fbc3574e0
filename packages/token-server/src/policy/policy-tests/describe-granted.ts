import type { GrantedService } from '../policy.js';

function describeUser(user: GrantedService['user']): Readonly<Record<string, unknown>> | undefined {
  switch (user?.kind) {
    case 'uid':
      return { uid: user.uid };
    case 'account':
      return { account: user.account };
    case 'anyone':
      return { uid: 0 };
    case 'derived':
      return { derivedUid: user.name };
    case undefined:
      return undefined;
  }
}

/** What is granted in the words of policies and their tests; what a token of it does not have is left out. */
export function describeGranted(granted: GrantedService): Readonly<Record<string, unknown>> {
  const { service, channel, user, role, privileges, roomRole, permissions } = granted;
  const described = {
    service,
    channel,
    user: describeUser(user),
    role,
    privileges,
    roomRole,
    permissions,
    maxLifeSeconds: granted.maxLifeSeconds,
    privilegeLifeSeconds: granted.privilegesExpireInSeconds,
  };
  return Object.fromEntries(Object.entries(described).filter(([, value]) => value !== undefined));
}
