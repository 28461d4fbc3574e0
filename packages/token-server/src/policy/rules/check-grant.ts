import type { ServiceName } from '@stagedoor/token';
import type { Place } from '../document/place.js';
import { SERVICE_TRAITS } from '../service-traits-table.js';
import type { Grant } from './rule.js';

const listNames = (names: readonly string[]): string => names.join(', ');

/** The privileges that a grant can come to, of a service where a token has one of them. */
function possiblePrivileges({ privileges }: Grant, service: ServiceName): readonly string[] {
  if (privileges === undefined) return service === 'chat' ? ['user'] : [];
  return privileges.kind === 'fixed' ? privileges.value : privileges.among;
}

function canNameUser(grant: Grant, service: ServiceName): boolean {
  const { user } = SERVICE_TRAITS[service];
  if (user !== 'for some') return user === 'always';
  return possiblePrivileges(grant, service).some((name) => name !== 'app');
}

function canNameChannel(grant: Grant, service: ServiceName): boolean {
  const { channel } = SERVICE_TRAITS[service];
  if (channel !== 'for some') return channel === 'always';
  return possiblePrivileges(grant, service).includes('roomUser');
}

/** A role is of `rtc`, and there it is one of two ways to say what a token lets its user do. */
function checkRole(
  { role, privileges }: Grant,
  place: Place,
  services: readonly ServiceName[],
): void {
  const hasRtc = services.includes('rtc');
  if (role !== undefined && !hasRtc) place.key('role').refuse('is of no use: only rtc has roles');
  if (!hasRtc) return;
  if (role === undefined && privileges === undefined)
    place.refuse('needs role or privileges for rtc');
  if (role !== undefined && privileges !== undefined)
    place.refuse('has role and privileges; give one of them');
}

function checkPrivileges(
  { privileges }: Grant,
  place: Place,
  services: readonly ServiceName[],
): void {
  const [only, ...others] = services.map((service) => SERVICE_TRAITS[service].choice);
  const at = place.key('privileges');
  if (privileges === undefined) {
    const unsaid = services.find(
      (name) => !['rtc', 'chat'].includes(name) && SERVICE_TRAITS[name].choice !== 'none',
    );
    if (unsaid !== undefined)
      at.refuse(`is missing; ${unsaid} has ${listNames(SERVICE_TRAITS[unsaid].privileges)}`);
    return;
  }
  if (others.length > 0) at.refuse('stands in a rule of several services; write a rule for each');
  else if (only === 'none')
    at.refuse(`is of no use: ${listNames(services)} has nothing to choose from`);
  else if (only === 'one' && privileges.kind === 'fixed' && privileges.value.length > 1) {
    at.refuse(`has several, and a token of ${listNames(services)} has one of them`);
  }
}

function checkAnyUser(
  { user, anyUser }: Grant,
  place: Place,
  services: readonly ServiceName[],
): void {
  const isFixed = user?.kind === 'fixed' && user.user.kind === 'anyone';
  if (isFixed && !anyUser)
    place.key('user').refuse('is for any user; if that is meant, add "anyUser": true');
  if (!anyUser) return;
  const at = place.key('anyUser');
  const without = services.find((service) => !SERVICE_TRAITS[service].hasAnyUser);
  if (without !== undefined) at.refuse(`cannot be: ${without} has no tokens for any user`);
  if (user?.kind !== 'requested' && !isFixed)
    at.refuse('is of no use: the user does not come from the request');
}

function checkUser(grant: Grant, place: Place, services: readonly ServiceName[]): void {
  const named = services.find((service) => canNameUser(grant, service));
  if (named !== undefined && grant.user === undefined)
    place.key('user').refuse(`is missing; say for whom tokens of ${named} are`);
  if (named === undefined && grant.user !== undefined) {
    place.key('user').refuse(`is of no use: such a token of ${listNames(services)} is for no user`);
  }
}

function checkRest(grant: Grant, place: Place, services: readonly ServiceName[]): void {
  const { fixedChannel, permissions, roomRole, maxLifeSeconds, privilegeLifeSeconds = 0 } = grant;
  if (fixedChannel !== undefined && !services.some((service) => canNameChannel(grant, service))) {
    place
      .key('channel')
      .refuse(`is of no use: such a token of ${listNames(services)} is for no channel`);
  }
  const hasRtm2 = services.includes('rtm2');
  if (hasRtm2 && permissions === undefined)
    place.key('permissions').refuse('is missing; rtm2 needs it');
  if (!hasRtm2 && permissions !== undefined)
    place.key('permissions').refuse('is of no use: only rtm2 has permissions');
  if (roomRole !== undefined && !services.includes('apaas'))
    place.key('roomRole').refuse('is of no use: only apaas has rooms');
  if (privilegeLifeSeconds > maxLifeSeconds) {
    place
      .key('privilegeLifeSeconds')
      .refuse(`is longer than maxLifeSeconds, ${maxLifeSeconds}: no privilege outlives its token`);
  }
}

/** Notes what of a grant contradicts the services of its rule. */
export function checkGrant(grant: Grant, place: Place, services: readonly ServiceName[]): void {
  checkRole(grant, place, services);
  checkPrivileges(grant, place, services);
  checkUser(grant, place, services);
  checkAnyUser(grant, place, services);
  checkRest(grant, place, services);
}
