import {
  ExpiredTokenError,
  fingerprintToken,
  inspectToken,
  TokenRejectedError,
  UnknownServiceError,
  type VerifiedToken,
  verifyToken,
} from '@stagedoor/token';
import type { Caller } from '../callers/caller.js';
import { fingerprintCertificate } from '../projects/fingerprint-certificate.js';
import type { TokenProject } from '../projects/token-project.js';
import {
  RenewalDiffersError,
  TokenNotRenewableError,
  TokenRevokedError,
} from '../requests/errors.js';
import { findRenewalDifference } from './find-renewal-difference.js';
import { findProject, type GrantPorts, grantTokens } from './grant-tokens.js';
import type { IssuedToken, RenewedToken } from './issued-token.js';
import type { RenewableToken } from './token-revocations.js';
import { toRenewalRequest } from './to-renewal-request.js';

/** Runs `read`; what is wrong with the token is why it is not renewed. */
function refuseAsNotRenewable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TokenRejectedError)) throw error;
    throw new TokenNotRenewableError(error);
  }
}

/** Proves a token of a project. Its end is judged to the second: who comes late asks for a new one. */
function proveToken(
  token: string,
  { appId, certificates }: TokenProject,
  now: number,
): VerifiedToken {
  const claims = verifyToken(token, { appId, certificates, now });
  if (claims.expiresAt <= now) throw new ExpiredTokenError(claims.expiresAt, now);
  if (claims.unreadServices !== undefined)
    throw new UnknownServiceError(claims.unreadServices.type);
  return claims;
}

/** Throws `token_revoked`. */
async function checkNotRevoked({ revocations }: GrantPorts, token: RenewableToken): Promise<void> {
  if (await revocations?.isRevoked(token)) throw new TokenRevokedError(token.fingerprint);
}

function describeRenewed(
  project: TokenProject,
  { claims, fingerprint }: RenewableToken,
): RenewedToken {
  const [primary, secondary = primary] = project.certificates;
  const signer = claims.signedWith === 'primary' ? primary : secondary;
  return {
    fingerprint,
    certificateFingerprint: fingerprintCertificate(project, signer),
    expiresAt: claims.expiresAt,
  };
}

/** Asks the policy for the same again. Throws what `grantTokens` throws, and `renewal_differs`. */
async function grantAgain(
  ports: GrantPorts,
  caller: Caller,
  { claims }: RenewableToken,
): Promise<IssuedToken> {
  const now = ports.now();
  const [issued] = await grantTokens(ports, caller, [toRenewalRequest(claims, now)]);
  const difference = issued && findRenewalDifference(claims, inspectToken(issued.token), now);
  if (issued !== undefined && difference === undefined) return issued;
  throw new RenewalDiffersError(difference ?? 'the policy gives no token');
}

/**
 * A new token in the place of one that ends soon, for the same users and channels, with no more privileges, and with the
 * same life as far as the policy still gives it. It takes the token, proven by a live certificate of its project, not over
 * and not revoked; and a caller to whom the policy would give the same token now. The token alone renews nothing.
 *
 * Throws `project_not_served`, the codes of `verifyToken` as `TokenNotRenewableError`, `token_revoked`, `renewal_differs`,
 * and what `grantTokens` throws.
 */
export async function renewToken(
  ports: GrantPorts,
  caller: Caller,
  { token }: { readonly token: string },
): Promise<IssuedToken> {
  const { appId } = refuseAsNotRenewable(() => inspectToken(token));
  const project = await findProject(ports.projects, caller, appId);
  const claims = refuseAsNotRenewable(() => proveToken(token, project, ports.now()));
  const renewable = { claims, fingerprint: fingerprintToken(token), token };
  await checkNotRevoked(ports, renewable);
  const issued = await grantAgain(ports, caller, renewable);
  return { ...issued, renewed: describeRenewed(project, renewable) };
}
