/** Requests in which a proxy and this server, or two of its ways to know callers, could read two credentials. */
import { describe, expect, it } from 'vitest';
import { createNodeServer } from '../src/http/node-server.js';
import { rawRequest, readAnswer, sendRaw, useListening } from './listen.js';
import { openServer } from './token-world.js';

const listen = useListening();

async function send(
  headers: readonly string[],
  target = '/token',
): Promise<readonly [number, string | undefined]> {
  const { server, outcomes } = openServer();
  const port = await listen(createNodeServer(server));
  const answer = await sendRaw(port, rawRequest(`POST ${target}`, { headers, body: 'stage,7' }));
  expect(outcomes.filter(({ kind }) => kind === 'granted')).toHaveLength(
    readAnswer(answer)[0] === 200 ? 1 : 0,
  );
  return readAnswer(answer);
}

const GOOD = 'Authorization: Bearer key-zoe';
const manyFields = Array.from({ length: 2100 }, () => 'a:b');

describe('a request', () => {
  it('with one credential is served', async () => {
    expect(await send([GOOD])).toEqual([200, undefined]);
    expect(await send(['AUTHORIZATION: Bearer key-zoe'])).toEqual([200, undefined]);
    expect(await send([...manyFields, GOOD])).toEqual([200, undefined]);
  });

  it.each([
    [[GOOD, GOOD]],
    [[GOOD, 'authorization: Bearer key-eve']],
    [['Authorization: Bearer key-zoe, Bearer key-eve']],
    [['Authorization: Bearer key-zoe,key-eve']],
    [['Authorization: Bearer key-zoe,']],
    [['Authorization: Basic enp6, Bearer key-zoe']],
    [[GOOD, 'X-API-Key: sd_a']],
    [[GOOD, 'X-API-Key: ']],
    [['X-API-Key: sd_a', 'x-api-key: sd_b']],
    // Beyond the number of fields that Node.js would keep.
    [[GOOD, ...manyFields, 'Authorization: Bearer key-eve']],
  ])('with more than one is refused: %j', async (headers) => {
    expect(await send(headers)).toEqual([400, 'caller_ambiguous']);
  });

  it.each([
    [['Authorization : Bearer key-zoe']],
    [['Authorization: Bearer', ' key-zoe']],
    [['Authorization: Bearer key-zoe\0']],
    [['Authorization\0: Bearer key-zoe']],
    [[GOOD, 'Content-Length: 9']],
    [[GOOD, 'Transfer-Encoding: chunked']],
    [[GOOD, 'Transfer-Encoding: xchunked']],
    [[GOOD, 'Content-Length: +7']],
  ])('that is read in two ways is refused before it is looked at: %j', async (headers) => {
    expect(await send(headers)).toEqual([400, undefined]);
  });

  it.each([
    ['/token?authorization=Bearer%20key-zoe', []],
    ['/token?access_token=key-zoe&api_key=key-zoe', []],
    ['/token', ['Cookie: authorization=Bearer key-zoe']],
    ['/token', ['Proxy-Authorization: Bearer key-zoe']],
    ['/token', ['X-Authorization: Bearer key-zoe', 'X-Forwarded-User: zoe', 'X-User-Id: zoe']],
    ['/token', ['Authorization_: Bearer key-zoe']],
  ])('shows none in %s %j', async (target, headers) => {
    expect(await send(headers, target)).toEqual([401, 'caller_missing']);
  });

  it.each([
    ['Authorization: bearer key-zoe'],
    ['Authorization: Bearer key-'],
    ['Authorization: Bearer key-zoe key-eve'],
    ['Authorization: Bearer  key-zoe'],
    ['Authorization: Bearer'],
    ['Authorization: key-zoe'],
    ['Authorization: Negotiate key-zoe'],
  ])('whose credential is not quite one is refused as such: %s', async (header) => {
    expect(await send([header])).toEqual([401, 'caller_refused']);
  });
});

describe('a body that is longer than it says', () => {
  it('is not the beginning of another request of the same caller', async () => {
    const { server, outcomes } = openServer();
    const port = await listen(createNodeServer(server));
    const smuggled = 'POST /token HTTP/1.1\r\nHost: a\r\nContent-Length: 7\r\n\r\nstage,8';
    const head = `POST /token HTTP/1.1\r\nHost: a\r\n${GOOD}\r\nContent-Length: 7\r\n\r\n`;
    const answer = await sendRaw(port, `${head}stage,7${smuggled}`);
    // What Node.js takes for the next request proves its caller by itself, and here shows none.
    expect(answer.match(/HTTP\/1\.1 (\d+)/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 401']);
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['granted', 'refused']);
  });
});
