import type { TokenClaims, TokenService } from '@stagedoor/token';
import { identifyToken } from '../../domain/identify-token.js';
import { type Revocation, revocationKey, type RevocationSubject } from '../../domain/revocation.js';
import type { RevocationStore } from './revocation-store.js';

/** A token that was proven to be one of the project that it names. */
export interface ProvenTokenText {
  readonly token: string;
  readonly claims: TokenClaims;
}

const nameIn = (service: TokenService, ...fields: readonly string[]): string | undefined => {
  const named = Object.entries(service).find(([field]) => fields.includes(field));
  const value: unknown = named?.[1];
  return typeof value === 'string' && value !== '' && value !== '*' ? value : undefined;
};

/** Whose revocation would concern a service of the token. */
function subjectsOf(service: TokenService): readonly RevocationSubject[] {
  const channel = nameIn(service, 'channel', 'room');
  const user = nameIn(service, 'uid', 'userId');
  return [
    ...(user === undefined ? [] : [{ kind: 'user', user } as const]),
    ...(channel === undefined ? [] : [{ kind: 'channel', channel } as const]),
    ...(channel === undefined || user === undefined
      ? []
      : [{ kind: 'channel-user', channel, user } as const]),
  ];
}

/**
 * What revokes a token, for any of the services that it opens; undefined where nothing does. Who is admitted to one service
 * is asked about that one alone; a token that is to live on must not be revoked for any.
 */
export async function findTokenRevocation(
  { token, claims }: ProvenTokenText,
  revocations: Pick<RevocationStore, 'findByKeys'>,
): Promise<Revocation | undefined> {
  const { identity, issuedAt } = identifyToken(token, claims);
  const subjects: readonly RevocationSubject[] = [
    { kind: 'token', identity },
    { kind: 'project' },
    ...claims.services.flatMap(subjectsOf),
  ];
  const keys = new Set(subjects.map((subject) => revocationKey(claims.appId, subject)));
  const found = await revocations.findByKeys([...keys]);
  return found.find(({ kind, issuedUntil }) => kind === 'token' || issuedAt <= issuedUntil);
}
