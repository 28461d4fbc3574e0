/** Wrong credentials in great number: guessing, or keeping the server busy with proving them. */
import { describe, expect, it } from 'vitest';
import { anonymousCallers } from '../src/callers/anonymous-callers.js';
import { createNodeServer } from '../src/http/node-server.js';
import { rawRequest, readAnswer, sendRaw, useListening } from './listen.js';
import { KeyCallers, NOW, openServer, requestOf } from './token-world.js';

const listen = useListening();
const WRONG = { authorization: 'Bearer guess' };

describe('a flood of wrong credentials', () => {
  it('costs no more verifications than an address may fail', async () => {
    const keys = new KeyCallers();
    const { server, outcomes } = openServer({ callers: [keys] });
    for (let i = 0; i < 5000; i += 1) await server.answer(requestOf({ headers: WRONG }));
    expect(keys.seen).toBe(21);
    const codes = outcomes.map((outcome) => ('code' in outcome ? outcome.code : 'granted'));
    expect(codes.filter((code) => code === 'caller_refused')).toHaveLength(20);
    expect(codes.filter((code) => code === 'too_many_token_requests')).toHaveLength(4980);
  });

  it('is answered with when to ask again, and ends with the second', async () => {
    let now = NOW;
    const { server } = openServer({ now: () => now });
    const wrong = requestOf({ headers: WRONG });
    for (let i = 0; i < 30; i += 1) await server.answer(wrong);
    const { status, headers } = await server.answer(wrong);
    expect([status, headers['retry-after']]).toEqual([429, '1']);
    expect(headers['www-authenticate']).toBeUndefined();
    now += 1;
    expect((await server.answer(wrong)).status).toBe(401);
    expect((await server.answer(requestOf())).status).toBe(200);
  });

  it('from one address, or one network of IPv6, concerns no other', async () => {
    const { server } = openServer();
    for (let i = 0; i < 50; i += 1) {
      const clientAddress = `2001:db8::${i.toString(16)}`;
      await server.answer(requestOf({ headers: WRONG, clientAddress }));
    }
    const statusFrom = async (clientAddress: string): Promise<number> =>
      (await server.answer(requestOf({ clientAddress }))).status;
    expect(await statusFrom('2001:db8::abcd')).toBe(429);
    expect(await statusFrom('2001:db8:0:1::1')).toBe(200);
    expect(await statusFrom('192.0.2.1')).toBe(200);
  });

  it('all at once over many connections is held up as well', async () => {
    const keys = new KeyCallers();
    const { server } = openServer({ callers: [keys] });
    const port = await listen(createNodeServer(server));
    const headers = ['Authorization: Bearer guess'];
    const answers = await Promise.all(
      Array.from({ length: 300 }, () => sendRaw(port, rawRequest('POST /token', { headers }))),
    );
    expect(keys.seen).toBeLessThanOrEqual(40);
    expect(answers.filter((answer) => readAnswer(answer)[0] === 429)).toHaveLength(280);
  });

  it('does not keep callers without a name from each other', async () => {
    const { server } = openServer({
      callers: [anonymousCallers],
      limits: { perCallerPerSecond: 3, perUserPerSecond: 1000 },
    });
    const askFrom = async (clientAddress: string): Promise<number> =>
      (await server.answer({ ...requestOf({ clientAddress }), header: () => undefined })).status;
    for (let i = 0; i < 10; i += 1) await askFrom('192.0.2.1');
    expect(await askFrom('192.0.2.1')).toBe(429);
    expect(await askFrom('192.0.2.2')).toBe(200);
  });
});
