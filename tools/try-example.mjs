/** What every example must do, whatever it runs on: the same conversation with each. */
import { verifyToken } from '@stagedoor/token';
import { createApiKey, writeApiKeys } from '@stagedoor/token-server';
import { startExample } from './start-example.mjs';

const PROJECT = {
  appId: '3f0c9a7b1d5e48269ab0c4d2e6f81735',
  certificate: 'a1b2c3d4e5f60718293a4b5c6d7e8f90',
};

const now = () => Math.floor(Date.now() / 1000);
const randomBytes = (size) => crypto.getRandomValues(new Uint8Array(size));
const newKey = () => createApiKey({ name: 'backend of the example', now: now(), randomBytes });

/** A key that is known, and the environment of an example that knows it and no other. */
export const makeSetup = () => {
  const { key, stored } = newKey();
  const env = {
    STAGEDOOR_APP_ID: PROJECT.appId,
    STAGEDOOR_CERTIFICATE: PROJECT.certificate,
    TOKEN_SERVER_API_KEYS: writeApiKeys([stored]),
  };
  return { key, env };
};

const ASKED = { service: 'rtc', channel: 'room-1', uid: 1234, role: 'publisher' };

const post = (key, body) => ({
  method: 'POST',
  path: '/v1/token',
  headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
  body: JSON.stringify(body),
});

const codeOf = async (response) => `${response.status} ${(await response.json()).error?.code}`;

/** Each gives what it got, and what it should have got. */
const TRIALS = [
  {
    name: 'a token that verifies',
    wanted: '200 joinChannel publishAudioStream publishVideoStream publishDataStream, no-store',
    run: async (send, key) => {
      const response = await send(post(key, ASKED));
      const { token } = await response.json();
      if (token === undefined) return `${response.status} without a token`;
      const { appId, certificate } = PROJECT;
      const expected = { service: 'rtc', channel: ASKED.channel, uid: ASKED.uid };
      const verified = verifyToken(token, {
        appId,
        certificates: [certificate],
        now: now(),
        expect: expected,
      });
      const [service] = verified.services;
      const cache = response.headers.get('cache-control');
      return `${response.status} ${Object.keys(service.privileges).join(' ')}, ${cache}`;
    },
  },
  {
    name: 'no key',
    wanted: '401 caller_missing',
    run: async (send) => codeOf(await send(post(undefined, ASKED))),
  },
  {
    name: 'the key of somebody else',
    wanted: '401 api_key_refused',
    run: async (send) => codeOf(await send(post(newKey().key, ASKED))),
  },
  {
    name: 'outside of the policy',
    wanted: '403 not_granted',
    run: async (send, key) => codeOf(await send(post(key, { ...ASKED, channel: 'vault' }))),
  },
  {
    name: 'a field that is wrong',
    wanted: '400 invalid_uid',
    run: async (send, key) => codeOf(await send(post(key, { ...ASKED, uid: -1 }))),
  },
  {
    name: 'a body that is too large',
    wanted: '413 body_too_large',
    run: async (send, key) => codeOf(await send(post(key, { ...ASKED, pad: 'x'.repeat(20_000) }))),
  },
  {
    name: 'the token server has its addresses alone',
    wanted: '404',
    run: async (send, key) =>
      String((await send({ ...post(key, ASKED), path: '/v1/nothing' })).status),
  },
];

/** Of an application that has more than the token server. */
const pageTrial = (page) => ({
  name: 'the rest of the application',
  wanted: page,
  run: async (send) => (await send({ method: 'GET', path: '/', headers: {} })).text(),
});

const runTrial = async ({ name, wanted, run }, send, key) => {
  try {
    return { name, wanted, got: await run(send, key) };
  } catch (error) {
    return { name, wanted, got: `threw ${error.message}` };
  }
};

/** Starts an example and talks to it: what it got right, and what not. */
export const tryExample = async (example, { root, program }) => {
  const { key, env } = makeSetup();
  const running = await startExample(example, { root, program, env });
  const send = (request) => running.send({ ...request, path: (example.base ?? '') + request.path });
  try {
    const trials = [...TRIALS, ...(example.page === undefined ? [] : [pageTrial(example.page)])];
    const done = [];
    for (const trial of trials) done.push(await runTrial(trial, send, key));
    return {
      passed: done.filter(({ got, wanted }) => got === wanted).length,
      failures: done.filter(({ got, wanted }) => got !== wanted),
    };
  } finally {
    await running.stop();
  }
};
