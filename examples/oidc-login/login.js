import * as client from 'openid-client';
import { AUDIENCE, CLIENT_ID, REDIRECT_URI } from './provider.js';

/** What a browser does with cookies, as far as one login needs it: the newest of a name counts. */
class CookieJar {
  #cookies = new Map();

  /** @param {Response} response */
  keep(response) {
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
      this.#cookies.set(name, value);
    }
  }

  header() {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}

/**
 * Goes where the provider sends it, and fills in its forms, until it is sent back to the application.
 *
 * @param {URL} start
 * @param {string} name
 */
async function walkThroughForms(start, name) {
  const jar = new CookieJar();
  /** @type {{ url: URL, form?: URLSearchParams }} */
  let next = { url: start };
  while (!next.url.href.startsWith(REDIRECT_URI)) {
    const response = await fetch(next.url, {
      method: next.form === undefined ? 'GET' : 'POST',
      headers: { cookie: jar.header() },
      redirect: 'manual',
      ...(next.form && { body: next.form }),
    });
    jar.keep(response);
    const location = response.headers.get('location');
    next =
      location === null
        ? fillForm(await response.text(), name)
        : { url: new URL(location, next.url) };
  }
  return next.url;
}

/**
 * The form of a page, as somebody of that name fills it in.
 *
 * @param {string} page
 * @param {string} name
 */
function fillForm(page, name) {
  const action = /<form[^>]* action="([^"]+)"/.exec(page)?.[1];
  const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
  if (action === undefined || prompt === undefined) throw new Error(`no form in: ${page}`);
  const answers = prompt === 'login' ? { login: name, password: 'any' } : {};
  return { url: new URL(action), form: new URLSearchParams({ prompt, ...answers }) };
}

/**
 * Logs a person in by authorization code and PKCE. The result is the access token for the token server: a JWT.
 *
 * @param {string} issuer
 * @param {string} name
 */
export async function logIn(issuer, name) {
  const config = await client.discovery(new URL(issuer), CLIENT_ID, undefined, client.None(), {
    // The provider of this example speaks plain HTTP, on loopback alone.
    execute: [client.allowInsecureRequests],
  });
  const codeVerifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: REDIRECT_URI,
    scope: 'openid rtc',
    resource: AUDIENCE,
    code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    state,
  });
  const callback = await walkThroughForms(url, name);
  const checks = { pkceCodeVerifier: codeVerifier, expectedState: state, idTokenExpected: true };
  const tokens = await client.authorizationCodeGrant(config, callback, checks, {
    resource: AUDIENCE,
  });
  return tokens.access_token;
}
