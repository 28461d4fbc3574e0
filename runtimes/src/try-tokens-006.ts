import { inspectToken006, issueToken006, verifyToken006 } from '@stagedoor/token/006';
import { outcomeOf, tryDamage, type Trial } from './trial.js';
import type { Token006Vector, Token006Vectors } from './vectors.js';

/** The most that a token of this format may end after it was issued. */
const DAY_SECONDS = 86_400;

function issue({ args, ts, salt }: Token006Vector, project: Token006Vectors): string {
  const { appId, certificate } = project;
  return outcomeOf(() =>
    issueToken006({
      appId,
      certificate,
      channel: args.channelName,
      uid: args.uid,
      role: 'publisher',
      privilegesExpireAt: args.privilegeExpiredTs,
      expiresAt: ts,
      issuedAt: ts - DAY_SECONDS,
      salt,
    }),
  );
}

function verify(
  token: string,
  { args }: Token006Vector,
  appId: string,
  certificate: string,
): string {
  const user = { channel: args.channelName, uid: args.uid };
  const options = { appId, certificates: [certificate], now: args.privilegeExpiredTs - 1 };
  return outcomeOf(() => verifyToken006(token, { ...options, ...user }).signedWith);
}

function tryToken(vector: Token006Vector, project: Token006Vectors): readonly Trial[] {
  const { name, token } = vector;
  const { appId, certificate } = project;
  const judge = (text: string, key: string): string => verify(text, vector, appId, key);
  return [
    {
      name: `inspect ${name}`,
      got: outcomeOf(() => String(inspectToken006(token).salt)),
      wanted: String(vector.salt),
      detail: outcomeOf(() => JSON.stringify(inspectToken006(token))),
    },
    { name: `issue ${name}`, got: issue(vector, project), wanted: token, detail: '' },
    { name: `verify ${name}`, got: judge(token, certificate), wanted: 'primary', detail: '' },
    {
      name: `reject ${name} under another certificate`,
      got: judge(token, certificate.toLowerCase()),
      wanted: 'bad_signature',
      detail: '',
    },
    ...tryDamage(name, token, (damaged) => {
      const code = judge(damaged, certificate);
      return code === 'primary' ? 'forged' : code;
    }),
  ];
}

/** Reads, issues, verifies and damages every token of format 006. */
export function tryTokens006(vectors: Token006Vectors): readonly Trial[] {
  return vectors.vectors.flatMap((vector) => tryToken(vector, vectors));
}
