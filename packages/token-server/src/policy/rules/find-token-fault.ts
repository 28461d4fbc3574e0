import { issueToken, type ServiceGrant, TokenInputError } from '@stagedoor/token';

/** Of no project: the token is thrown away. */
const NOBODYS_PROJECT = { appId: '0'.repeat(32), certificate: '0'.repeat(32) };

/** Why no token can carry a grant; undefined where one can. */
export function findTokenFault(grant: ServiceGrant): string | undefined {
  try {
    issueToken({
      ...NOBODYS_PROJECT,
      services: [grant],
      expiresInSeconds: 1,
      issuedAt: 1,
      salt: 1,
    });
    return undefined;
  } catch (error) {
    if (error instanceof TokenInputError) return error.message;
    throw error;
  }
}
