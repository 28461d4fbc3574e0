import type { Caller } from '../../callers/caller.js';
import type { GrantedService, PolicyQuestion } from '../policy.js';
import { isWildcardChannel, type RequestFacts } from '../request-facts.js';
import { SERVICE_TRAITS } from '../service-traits-table.js';
import { choosePrivileges } from './choose-privileges.js';
import { chooseUser, type ChosenUser } from './choose-user.js';
import type { Choice, Grant } from './rule.js';

/** What a rule gives, or in words why it cannot give what is asked for. */
export type AppliedGrant =
  | { readonly kind: 'granted'; readonly granted: GrantedService }
  | { readonly kind: 'unfit'; readonly reason: string };

interface Chosen {
  readonly privileges: readonly string[] | undefined;
  readonly facts: RequestFacts;
}

const unfit = (reason: string): AppliedGrant => ({ kind: 'unfit', reason });

/** Whether the token of these privileges names a channel. */
const namesChannel = ({ privileges = [], facts }: Chosen): boolean =>
  SERVICE_TRAITS[facts.service].channel === 'always' ||
  (SERVICE_TRAITS[facts.service].channel === 'for some' && privileges.includes('roomUser'));

/** Whether it names a user: all but those of an app's own server do. */
const namesUser = ({ privileges = [], facts }: Chosen): boolean =>
  SERVICE_TRAITS[facts.service].user === 'always' ||
  (SERVICE_TRAITS[facts.service].user === 'for some' && !privileges.includes('app'));

/** Why the channel that is asked for cannot be granted. */
function refuseChannel({ channel }: RequestFacts): string | undefined {
  if (channel === undefined) return 'no channel is named';
  return isWildcardChannel(channel)
    ? 'a token for any channel is asked for, which no rule grants'
    : undefined;
}

function chooseRoomRole(choice: Choice<number> | undefined, roomRole: number): number | undefined {
  if (choice === undefined) return roomRole === -1 ? -1 : undefined;
  if (choice.kind === 'fixed') return choice.value;
  return choice.among.includes(roomRole) ? roomRole : undefined;
}

const hasUser = (user: ChosenUser | undefined): user is GrantedService['user'] =>
  user?.kind !== 'unfit';

/** The parser sees to it that a rule names a user where its tokens do. */
const NO_USER: ChosenUser = { kind: 'unfit', reason: 'the rule names no user' };

function chooseNamedUser(grant: Grant, chosen: Chosen, caller: Caller): ChosenUser | undefined {
  if (!namesUser(chosen)) return undefined;
  if (grant.user === undefined) return NO_USER;
  return chooseUser(grant.user, chosen.facts, { caller, grant });
}

/** Why the channel and the role in it cannot be granted as asked. */
function refusePlace(
  grant: Grant,
  { facts }: Chosen,
  roomRole: number | undefined,
): string | undefined {
  if (facts.service === 'apaas' && roomRole === undefined) {
    return `the role ${facts.roomRole} in the room is asked for, which the rule does not list`;
  }
  return grant.fixedChannel === undefined ? refuseChannel(facts) : undefined;
}

/**
 * What a rule gives of what is asked for. A rule gives it as asked, or as the rule fixes it, or nothing: it does not give
 * less than was asked for without a word.
 */
export function applyGrant(
  rule: string,
  grant: Grant,
  { question, facts }: { readonly question: PolicyQuestion; readonly facts: RequestFacts },
): AppliedGrant {
  const rights = choosePrivileges(grant, facts, question.service.privileges);
  if (rights.kind === 'unfit') return rights;
  const { role, privileges } = rights;
  const chosen: Chosen = { privileges, facts };
  const user = chooseNamedUser(grant, chosen, question.caller);
  if (!hasUser(user)) return unfit(user.reason);
  const hasChannel = namesChannel(chosen);
  const isRoom = hasChannel && facts.service === 'apaas';
  const roomRole = isRoom ? chooseRoomRole(grant.roomRole, facts.roomRole) : undefined;
  const refusal = hasChannel ? refusePlace(grant, chosen, roomRole) : undefined;
  if (refusal !== undefined) return unfit(refusal);
  const granted: GrantedService = {
    service: facts.service,
    rule,
    channel: hasChannel ? (grant.fixedChannel ?? facts.channel) : undefined,
    user,
    role,
    privileges,
    privilegesExpireInSeconds: grant.privilegeLifeSeconds,
    roomRole,
    permissions: facts.service === 'rtm2' ? grant.permissions : undefined,
    maxLifeSeconds: grant.maxLifeSeconds,
  };
  return { kind: 'granted', granted };
}
