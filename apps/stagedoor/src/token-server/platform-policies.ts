import type { TokenPolicyDirectory } from '@stagedoor/platform';
import {
  CallerMissingError,
  type Policy,
  type PolicyQuestion,
  type PolicySource,
} from '@stagedoor/token-server';
import { askPlatform } from './platform-refusal.js';

const NO_POLICY: Policy = {
  decide: () => ({
    kind: 'denied',
    rule: undefined,
    reason: 'no policy is stored for the project: stagedoor policy set stores one',
  }),
};

/** Who showed nothing and gets nothing is asked who it is. */
function asking(policy: Policy): Policy {
  return {
    decide: (question: PolicyQuestion) => {
      const decision = policy.decide(question);
      if (decision.kind === 'denied' && question.caller.kind === 'anonymous') {
        throw new CallerMissingError();
      }
      return decision;
    },
  };
}

/** The policies of a platform. A project without one grants nothing, and strangers get what a rule names them for. */
export function platformPolicies(
  directory: Pick<TokenPolicyDirectory<Policy>, 'find'>,
): PolicySource {
  const none = asking(NO_POLICY);
  return async (appId) => {
    const found = await askPlatform(() => directory.find(appId));
    return found?.policy ?? none;
  };
}

/** Compiles a stored policy. Throws `policy_invalid`. */
export const compilePolicy =
  (parse: (document: unknown) => Policy) =>
  (document: unknown): Policy =>
    asking(parse(document));
