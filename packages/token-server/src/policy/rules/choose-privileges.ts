import { quoteValue, type RtcRole } from '@stagedoor/token';
import { privilegesOfRole, type RequestFacts } from '../request-facts.js';
import { SERVICE_TRAITS } from '../service-traits-table.js';
import type { Choice, Grant } from './rule.js';

/** A role, privileges, neither where the service has no choice, or in words why nothing. */
export type ChosenPrivileges =
  | { readonly kind: 'chosen'; readonly role?: RtcRole; readonly privileges?: readonly string[] }
  | { readonly kind: 'unfit'; readonly reason: string };

const NOTHING_TO_CHOOSE: ChosenPrivileges = { kind: 'chosen' };
const unfit = (reason: string): ChosenPrivileges => ({ kind: 'unfit', reason });

const findBeyond = (wanted: readonly string[], among: readonly string[]): string | undefined =>
  wanted.find((name) => !among.includes(name));

const mostOf = (roles: readonly RtcRole[]): readonly string[] =>
  privilegesOfRole(roles.includes('publisher') ? 'publisher' : 'subscriber');

/** `named`: the privileges of the request, where it names some in the place of a role. */
function chooseRole(
  choice: Choice<RtcRole>,
  { role = 'subscriber' }: RequestFacts,
  named: readonly string[] | undefined,
): ChosenPrivileges {
  if (choice.kind === 'fixed') return { kind: 'chosen', role: choice.value };
  if (named === undefined) {
    return choice.among.includes(role)
      ? { kind: 'chosen', role }
      : unfit(`the role ${role} is asked for, beyond ${choice.among.join(', ')}`);
  }
  return chooseAmong(named, mostOf(choice.among));
}

function chooseAmong(wanted: readonly string[], among: readonly string[]): ChosenPrivileges {
  if (wanted.length === 0) return unfit('no privileges are named');
  const beyond = findBeyond(wanted, among);
  if (beyond !== undefined)
    return unfit(`the privilege ${quoteValue(beyond)} is asked for, beyond ${among.join(', ')}`);
  return { kind: 'chosen', privileges: wanted };
}

/** Services whose tokens have one privilege. */
function chooseOne(wanted: readonly string[], among: readonly string[]): ChosenPrivileges {
  if (wanted.length > 1)
    return unfit(`${wanted.length} privileges are asked for, and a token has one of them`);
  return chooseAmong(wanted, among);
}

/** What a rule grants of what a request wants to do; never more than the rule lists. */
export function choosePrivileges(
  { role, privileges }: Grant,
  facts: RequestFacts,
  named: readonly string[] | undefined,
): ChosenPrivileges {
  const { choice, privileges: known } = SERVICE_TRAITS[facts.service];
  if (choice === 'none') {
    const beyond = findBeyond(facts.privileges, known);
    return beyond === undefined
      ? NOTHING_TO_CHOOSE
      : unfit(`${facts.service} has no privilege ${quoteValue(beyond)}`);
  }
  if (facts.service === 'rtc' && role !== undefined) return chooseRole(role, facts, named);
  if (privileges === undefined) return chooseOne(facts.privileges, ['user']);
  if (privileges.kind === 'fixed') return { kind: 'chosen', privileges: privileges.value };
  return (choice === 'one' ? chooseOne : chooseAmong)(facts.privileges, privileges.among);
}
