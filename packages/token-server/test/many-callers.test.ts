/** Ten thousand callers at the same time, on one server: each gets its own token, and nobody another's. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createNodeServer } from '../src/http/node-server.js';
import type { Policy } from '../src/policy/policy.js';
import type { TokenRoute } from '../src/routes/route.js';
import { useListening } from './listen.js';
import { openServer, TOKEN_ROUTE, verify } from './token-world.js';

const listen = useListening();
const CONNECTIONS = 500;
const REQUESTS_PER_CONNECTION = 20;

/** Gives callers what their names say, whatever they ask for. */
const OWN_ROOM: Policy = {
  decide: ({ caller }) => ({
    kind: 'granted',
    granted: {
      service: 'rtc',
      rule: 'own room',
      channel: String(caller.claims['room']),
      user: { kind: 'derived', name: caller.id, realm: 'test' },
      role: 'publisher',
      maxLifeSeconds: 60,
    },
  }),
};

const ROUTE: TokenRoute = {
  ...TOKEN_ROUTE,
  parse: () => ({ kind: 'tokens', requests: [{ services: [{ service: 'rtc' }] }] }),
};

const requestOf = (id: number): string =>
  `POST /token HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer key-${id}\r\nContent-Length: 3\r\n\r\nany`;

/** The bodies of the answers that are there, in their order. */
function readBodies(text: string): readonly string[] {
  const bodies: string[] = [];
  let at = 0;
  for (;;) {
    const headEnd = text.indexOf('\r\n\r\n', at);
    if (headEnd === -1) return bodies;
    const [, length] = /^content-length: (\d+)\r$/m.exec(text.slice(at, headEnd + 2)) ?? [];
    at = headEnd + 4 + Number(length);
    if (text.length < at) return bodies;
    bodies.push(text.slice(headEnd + 4, at));
  }
}

/** Sends all requests before any answer, in two pieces; gives the bodies of the answers in their order. */
async function ask(port: number, ids: readonly number[]): Promise<readonly string[]> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const all = ids.map(requestOf).join('');
  const cut = Math.floor(all.length / 3);
  socket.write(all.slice(0, cut));
  await new Promise(setImmediate);
  socket.write(all.slice(cut));
  let text = '';
  for await (const chunk of socket) {
    text += String(chunk);
    if (readBodies(text).length === ids.length) break;
  }
  return readBodies(text);
}

describe('ten thousand callers at once', () => {
  it('each get the token of their own room and uid', async () => {
    let uidCalls = 0;
    const { server, outcomes } = openServer({
      routes: [ROUTE],
      // What comes later must not take the place of what came before: every other one takes longer.
      policy: (appId) =>
        outcomes.length % 2 === 0 ? OWN_ROOM : Promise.resolve(appId).then(() => OWN_ROOM),
      uids: {
        findUid: (_, { name }) => {
          uidCalls += 1;
          const uid = 1_000_000 + Number(name);
          return uidCalls % 3 === 0 ? new Promise((resolve) => setImmediate(resolve, uid)) : uid;
        },
      },
    });
    const port = await listen(createNodeServer(server));
    const connections = Array.from({ length: CONNECTIONS }, (_, index) => index);
    const answers = await Promise.all(
      connections.map(async (connection) => {
        const ids = Array.from(
          { length: REQUESTS_PER_CONNECTION },
          (_, index) => index * CONNECTIONS + connection,
        );
        return { ids, tokens: await ask(port, ids) };
      }),
    );
    const pairs = answers.flatMap(({ ids, tokens }) =>
      ids.map((id, i) => ({ id, token: tokens[i] })),
    );
    expect(pairs).toHaveLength(10_000);
    for (const { id, token } of pairs) verify(token ?? '', `room-${id}`, 1_000_000 + id);
    expect(new Set(pairs.map(({ token }) => token)).size).toBe(10_000);
    expect(outcomes.filter(({ kind }) => kind === 'granted')).toHaveLength(10_000);
    expect(new Set(outcomes.map(({ requestId }) => requestId)).size).toBe(10_000);
  });
});
