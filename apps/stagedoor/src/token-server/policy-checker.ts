import type { TokenPolicyChecker } from '@stagedoor/platform';

/**
 * Keeps policies that mean nothing out of the storage. What parses them is loaded with the first one: a server starts
 * without it, and most commands never need it.
 */
export const POLICY_CHECKER: TokenPolicyChecker = {
  findFault: async (document) => {
    const { parsePolicy, PolicyInvalidError } = await import('@stagedoor/token-server/policy');
    try {
      parsePolicy(document);
      return undefined;
    } catch (error) {
      if (error instanceof PolicyInvalidError) return error.message;
      throw error;
    }
  },
};
