import type { CallerAuthenticator } from '@stagedoor/token-server';
import type { JwtIssuer } from '@stagedoor/token-server/jwt';
import type { World } from '../world.js';
import { SettingFileError } from './errors.js';

const hasCode = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && 'code' in error && typeof error.code === 'string';

/** Callers with JWTs of these issuers. JOSE is loaded only where there are some. Throws `jwt_issuer_invalid`. */
export async function openIssuers(
  issuers: readonly JwtIssuer[],
  world: World,
): Promise<readonly CallerAuthenticator[]> {
  if (issuers.length === 0) return [];
  const { jwtCallers } = await import('@stagedoor/token-server/jwt');
  try {
    return [
      jwtCallers({
        issuers,
        now: () => world.now(),
        abortAfter: (limitSeconds) => world.abortAfter(limitSeconds),
      }),
    ];
  } catch (error) {
    if (!hasCode(error)) throw error;
    throw new SettingFileError('issuers', error);
  }
}
