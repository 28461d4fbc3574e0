import { fingerprintToken, inspectToken, issueToken, verifyToken } from '@stagedoor/token';
import { RECIPES } from './grants.js';
import { outcomeOf, tryDamage, type Trial } from './trial.js';
import type { TokenVector, TokenVectors } from './vectors.js';

function tryInspect({ name, token }: TokenVector, { appId, issueTs, salt }: TokenVectors): Trial {
  const got = outcomeOf(() => {
    const read = inspectToken(token);
    return `${read.appId} ${read.issuedAt} ${read.salt}`;
  });
  return {
    name: `inspect ${name}`,
    got,
    wanted: `${appId} ${issueTs} ${salt}`,
    detail: outcomeOf(() => JSON.stringify(inspectToken(token))),
  };
}

/** The content is compared by its fingerprint: how tightly it is packed is each library's own choice. */
function tryIssue({ name, token }: TokenVector, vectors: TokenVectors): Trial {
  const { appId, certificate, issueTs, salt } = vectors;
  const issued = outcomeOf(() => {
    const recipe = RECIPES[name];
    if (recipe === undefined) return 'no recipe';
    return issueToken({ appId, certificate, issuedAt: issueTs, salt, ...recipe });
  });
  return {
    name: `issue ${name}`,
    got: outcomeOf(() => fingerprintToken(issued)),
    wanted: outcomeOf(() => fingerprintToken(token)),
    detail: issued,
  };
}

function verify(token: string, { appId, issueTs }: TokenVectors, certificate: string): string {
  const options = { appId, certificates: [certificate], now: issueTs };
  return outcomeOf(() => verifyToken(token, options).signedWith);
}

/** Zlib leaves a choice of how to pack the same content: another text of the same token is no forgery. */
function judgeDamaged(damaged: string, { token }: TokenVector, vectors: TokenVectors): string {
  const code = verify(damaged, vectors, vectors.certificate);
  if (code !== 'primary') return code;
  return fingerprintToken(damaged) === fingerprintToken(token) ? 'same content' : 'forged';
}

function tryToken(vector: TokenVector, vectors: TokenVectors): readonly Trial[] {
  const { name, token } = vector;
  const { certificate } = vectors;
  return [
    tryInspect(vector, vectors),
    tryIssue(vector, vectors),
    {
      name: `verify ${name}`,
      got: verify(token, vectors, certificate),
      wanted: 'primary',
      detail: '',
    },
    {
      name: `reject ${name} under another certificate`,
      got: verify(token, vectors, certificate.toLowerCase()),
      wanted: 'bad_signature',
      detail: '',
    },
    ...tryDamage(name, token, (damaged) => judgeDamaged(damaged, vector, vectors)),
  ];
}

/** The runtime's own clock and random source: what they give differs, that they serve does not. */
function tryAmbient({ appId, certificate }: TokenVectors): Trial {
  const got = outcomeOf(() => {
    const services = RECIPES['rtc-uid']?.services ?? [];
    const token = issueToken({ appId, certificate, services, expiresInSeconds: 60 });
    return verifyToken(token, { appId, certificates: [certificate] }).signedWith;
  });
  return { name: 'issue and verify now', got, wanted: 'primary', detail: '' };
}

/** Reads, issues, verifies and damages every token of format 007. */
export function tryTokens007(vectors: TokenVectors): readonly Trial[] {
  return [...vectors.vectors.flatMap((vector) => tryToken(vector, vectors)), tryAmbient(vectors)];
}
