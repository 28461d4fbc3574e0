/** `npm run example:token-server`: from a login to a token, and from the token into a channel. */
import { verifyToken } from '@stagedoor/token';
import { logIn } from './login.js';
import { admit, startPlatform } from './platform.js';
import { AUDIENCE, startProvider } from './provider.js';
import { startTokenServer } from './token-server.js';

/** @param {string} step @param {string} outcome */
const tell = (step, outcome) => console.log(`  ${step.padEnd(14)} ${outcome}`);

/** @param {Readonly<Record<string, unknown>> | undefined} privileges */
const listNames = (privileges = {}) => Object.keys(privileges).join(', ');

/** @param {number} seconds */
const clockTime = (seconds) => new Date(seconds * 1000).toISOString().slice(11, 19);

/** @param {string} jwt */
const claimsOf = (jwt) => JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());

/**
 * @typedef {import('@stagedoor/token-server').TokenResponseBody} Granted
 * @typedef {import('@stagedoor/token-server').RefusalBody} Refused
 */

/**
 * What the token server says: a token, or the code of the reason why not.
 *
 * @param {string} url
 * @param {string} accessToken
 * @param {object} wish
 */
async function askForToken(url, accessToken, wish) {
  const response = await fetch(`${url}/v1/token`, {
    method: 'POST',
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(wish),
  });
  const body = await response.json();
  return response.ok
    ? { granted: /** @type {Granted} */ (body), refusal: '' }
    : { refusal: `${response.status} ${/** @type {Refused} */ (body).error.code}` };
}

/**
 * One person, from the login into the channel.
 *
 * @param {string} name
 * @param {{ platform: import('./platform.js').Platform, issuer: string, tokenServer: string }} servers
 */
async function walkThrough(name, { platform, issuer, tokenServer }) {
  console.log(`\n${name}`);
  const accessToken = await logIn(issuer, name);
  const { aud, role, room } = claimsOf(accessToken);
  tell('logged in', `a JWT for ${aud}, with role ${role} and room ${room}`);

  // Whatever is asked for: the policy says who speaks.
  const wish = { service: 'rtc', channel: `class-${room}`, role: 'publisher' };
  const { granted, refusal } = await askForToken(tokenServer, accessToken, wish);
  if (granted === undefined) throw new Error(`${name} got no token: ${refusal}`);
  const { token, expiresAt, renewAt } = granted;
  const { channel = '', uid = 0 } = granted.services[0] ?? {};
  tell(
    'got a token',
    `${channel}, uid ${uid}, until ${clockTime(expiresAt)}, renew at ${clockTime(renewAt)}`,
  );

  const { services } = verifyToken(token, {
    appId: platform.appId,
    certificates: [platform.certificate],
    expect: { service: 'rtc', channel, uid },
  });
  tell('it verifies', listNames(services[0]?.privileges));

  const { admitted, code, privileges } = await admit(platform, { token, channel, uid });
  if (!admitted) throw new Error(`${name} is not admitted: ${code}`);
  tell('admitted', listNames(privileges));

  const elsewhere = await askForToken(tokenServer, accessToken, {
    ...wish,
    channel: 'class-history',
  });
  tell('another class', elsewhere.refusal);
}

/** @type {{ stop(): unknown }[]} */
const running = [];

/**
 * @template {{ stop(): unknown }} Server
 * @param {Server} server
 */
function toStopLater(server) {
  running.unshift(server);
  return server;
}

try {
  const platform = toStopLater(await startPlatform());
  const { issuer } = toStopLater(await startProvider());
  const login = { issuer, audience: AUDIENCE };
  const { url: tokenServer } = toStopLater(await startTokenServer(platform, login));
  tell('platform', `${platform.url}, project ${platform.appId}`);
  tell('issuer', issuer);
  tell('token server', tokenServer);

  await walkThrough('ada', { platform, issuer, tokenServer });
  await walkThrough('blaise', { platform, issuer, tokenServer });

  console.log('\nsomebody');
  const unsigned = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.';
  const forged = await askForToken(tokenServer, unsigned, {});
  tell('unsigned JWT', forged.refusal);
} finally {
  for (const server of running) await server.stop();
}
