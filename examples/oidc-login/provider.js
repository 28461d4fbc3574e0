import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

/** What access tokens for the token server name as their audience. */
export const AUDIENCE = 'https://tokens.school.example';
/** The web application that people log in to: a public client, so it has no secret. */
export const CLIENT_ID = 'school-web';
/** Nobody listens there: the login reads the code from the address, as an application on a phone does. */
export const REDIRECT_URI = 'http://127.0.0.1/after-login';

/** @type {Readonly<Record<string, { readonly role: string, readonly room: string }>>} */
const PEOPLE = {
  ada: { role: 'teacher', room: 'algebra' },
  blaise: { role: 'student', room: 'algebra' },
};

function signingKey() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), alg: 'ES256', use: 'sig' };
}

/** @returns {import('oidc-provider').Configuration} */
function configuration() {
  return {
    clients: [
      {
        client_id: CLIENT_ID,
        application_type: 'native',
        redirect_uris: [REDIRECT_URI],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        token_endpoint_auth_method: 'none',
        id_token_signed_response_alg: 'ES256',
      },
    ],
    cookies: { keys: [randomUUID()] },
    jwks: { keys: [signingKey()] },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    // What the token server's policy goes by.
    extraTokenClaims: (_context, token) =>
      'accountId' in token ? PEOPLE[token.accountId] : undefined,
    features: {
      // Forms that accept any name and password: a provider of your own asks for more.
      devInteractions: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: () => ({
          scope: 'rtc',
          audience: AUDIENCE,
          accessTokenFormat: 'jwt',
          accessTokenTTL: 300,
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
    ttl: { AccessToken: 300, Grant: 300, IdToken: 300, Interaction: 300, Session: 300 },
  };
}

/** An OpenID provider of one school, on a free port of this machine. */
export async function startProvider() {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const issuer = `http://127.0.0.1:${port}`;
  const answer = new Provider(issuer, configuration()).callback();
  server.on('request', (request, response) => void answer(request, response));
  return { issuer, stop: () => server.close() };
}
