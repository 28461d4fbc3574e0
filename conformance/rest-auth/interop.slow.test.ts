import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthError, verifyRequest } from '@stagedoor/rest-auth';
import { alteredCopies, type AlteredCopy } from './altered-copies.js';
import { CLIENTS, type BodyForm, type ClientRow, type Workplace } from './client-table.js';
import {
  compileClient,
  exchange,
  makeWorkplace,
  planFor,
  removeWorkplace,
  requireTools,
  runClient,
  type ClientRequest,
  type Exchange,
} from './run-client.js';
import { sendRaw } from './send-raw.js';
import { startTlsServer, type Arrival, type TlsServer } from './tls-server.js';

const CUSTOMER = {
  customerId: 'a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6',
  customerSecret: 'sécret+/=',
} as const;
const PROJECT = '/v1/projects/0123456789abcdef0123456789abcdef/fls';
const DOMAINS = `${PROJECT}/domains`;
/** Escapes in capitals and not, and not the ones of the request before: equal requests of one second are one request. */
const streamTarget = (sequence: number): string =>
  `${PROJECT}/entry_points/live/admin/banned_streams/caf%c3%a9%20%E4%B8%AD-${sequence}`;
const VALUE = { resumeTime: '2030-01-01T00:00:00+08:00', note: '中文 🎭', list: [1, 'é'] };
/** With blanks around it and in it, which some clients take away. */
const TEXT = `${JSON.stringify(VALUE, undefined, 2)}\n`;

/** What arrives of the text, by how the client writes it. */
const BODIES: Readonly<Record<BodyForm, string>> = {
  'as-given': TEXT,
  compact: JSON.stringify(VALUE),
  spaced: JSON.stringify(VALUE).replace(/("|1)([:,])/g, '$1$2 '),
  trimmed: TEXT.trim(),
};

const MISMATCH = '{"message":"HMAC signature does not match"}';

const headerOf = (arrival: Omit<Arrival, 'outcomes'>, name: string): string | undefined =>
  arrival.headers.find(([each]) => each.toLowerCase() === name)?.[1];

/** How the target of a request arrives. */
const onTheWire = (row: ClientRow, target: string): string =>
  row.capitalizesEscapes === true
    ? target.replace(/%[\da-f]{2}/gi, (escape) => escape.toUpperCase())
    : target;

/** Fails unless both profiles accept the request, and the answer says whose it is. */
function expectAccepted({ status, body, arrival }: Exchange, scheme = 'hmac'): void {
  expect([status, arrival.outcomes]).toEqual([200, { strict: 'accepted', agora: 'accepted' }]);
  const { customerId } = CUSTOMER;
  const principal = { kind: 'customer', scheme, customerId, signedWith: 'primary' };
  expect(JSON.parse(body)).toEqual(principal);
}

/** Copies with one octet altered where each language has something, by what is altered. */
function sampleCopies(arrival: Arrival): readonly (readonly [string, AlteredCopy])[] {
  const copies = alteredCopies(arrival);
  const lastOf = (part: string): AlteredCopy =>
    copies.findLast((copy) => copy.part.startsWith(`${part}[`))!;
  // One that is base64 still.
  const inSignature = copies.find(({ request, part }) => {
    const value = headerOf(request, 'authorization') ?? '';
    const index = Number(/^authorization\[(\d+)\]$/.exec(part)?.[1]);
    return index >= value.indexOf('signature="') + 11 && /signature="[\w+/]{43}="$/.test(value);
  })!;
  return [
    ['signature_mismatch', lastOf('target')],
    ['signature_mismatch', lastOf('digest')],
    ['signature_mismatch', inSignature],
    ['digest_mismatch', lastOf('body')],
  ];
}

let workplace: Workplace;
/** Signed by nobody whom the clients trust. */
let strangers: Workplace;
beforeAll(() => {
  workplace = makeWorkplace();
  strangers = makeWorkplace();
});
afterAll(() => {
  removeWorkplace(workplace);
  removeWorkplace(strangers);
});

for (const row of Object.values<ClientRow>(CLIENTS)) {
  const plan = planFor(row);
  describe.skipIf(plan.isLeftOut)(`${row.name}${plan.note}`, () => {
    let server: TlsServer;
    beforeAll(async () => {
      requireTools(plan);
      compileClient(row, workplace);
      server = await startTlsServer({ ...CUSTOMER, certificate: workplace.certificate });
    });
    afterAll(() => server?.close());

    const send = (request: Omit<ClientRequest, keyof typeof CUSTOMER>): Promise<Exchange> =>
      exchange(row, { ...CUSTOMER, ...request }, workplace, server);
    let sequence = 0;
    const nextStream = (): string => streamTarget((sequence += 1));
    const nextWithBody = (): { method: string; target: string; body: string } => ({
      method: row.bodyMethod,
      target: nextStream(),
      body: TEXT,
    });

    it('is accepted with a GET', async () => {
      const answer = await send({ method: 'GET', target: DOMAINS });
      expectAccepted(answer);
      expect(answer.arrival).toMatchObject({ method: 'GET', target: DOMAINS, httpVersion: '1.1' });
      expect(answer.arrival.body.length).toBe(0);
    });

    it('is accepted with a DELETE without a body', async () => {
      const target = nextStream();
      const answer = await send({ method: 'DELETE', target });
      expectAccepted(answer);
      expect(answer.arrival).toMatchObject({ method: 'DELETE', target: onTheWire(row, target) });
      expect(headerOf(answer.arrival, 'content-length')).toBe(row.emptyLength);
    });

    it(`is accepted with a ${row.bodyMethod}, and again to nobody else`, async () => {
      const answer = await send(nextWithBody());
      expectAccepted(answer);
      const { arrival } = answer;
      expect(arrival.body.toString()).toBe(BODIES[row.bodyForm]);
      expect(headerOf(arrival, 'content-type')).toBe(row.contentType);
      // Whoever has recorded it on the way.
      const again = (request: Omit<Arrival, 'outcomes'>): ReturnType<typeof sendRaw> =>
        sendRaw(request, server, workplace.certificate.authority);
      expect(await again(arrival)).toEqual({ status: 401, code: 'replayed', body: MISMATCH });
      expect(server.arrivals.at(-1)?.outcomes.agora, 'as the field does').toBe('accepted');
      for (const [code, { request, part }] of sampleCopies(arrival)) {
        const expected = { part, status: 401, code, body: MISMATCH };
        expect({ part, ...(await again(request)) }).toEqual(expected);
      }
    });

    it('is refused whichever octet is altered on the way', async () => {
      const { arrival } = await send(nextWithBody());
      const verify = (request: Omit<Arrival, 'outcomes'>): Promise<unknown> =>
        verifyRequest(request, server.optionsForCopies);
      await expect(verify(arrival), 'unaltered').resolves.toMatchObject({ kind: 'customer' });
      const copies = alteredCopies(arrival);
      const accepted: string[] = [];
      for (const { request, part } of copies) {
        const outcome = await verify(request).catch((error: unknown) => error);
        if (!(outcome instanceof AuthError)) accepted.push(part);
      }
      // The port, where the client does not sign it: nothing else.
      const hostname = new URL(server.baseUrl).hostname.length;
      const port = Array.from(String(server.port), (_, at) => `host[${hostname + 1 + at}]`);
      expect(accepted).toEqual(row.signsPort ? [] : port);
      expect(copies.length).toBeGreaterThan(400);
    });

    it.each([
      ['path', 'signature_mismatch'],
      ['header', 'signature_mismatch'],
      ['signature', 'signature_mismatch'],
      ['body', 'digest_mismatch'],
    ] as const)('is refused when it alters its own %s', async (alter, code) => {
      const { status, body, arrival } = await send({ ...nextWithBody(), alter });
      expect([status, body]).toEqual([401, MISMATCH]);
      expect(arrival.outcomes).toEqual({ strict: code, agora: code });
    });

    it(`is ${row.signsQuery ? 'accepted' : 'refused'} with a query`, async () => {
      const target = `${DOMAINS}?id=push.example.com&note=caf%c3%a9%20%E4%B8%AD+1&a=2&a=1`;
      const answer = await send({ method: 'POST', target, body: TEXT });
      expect(answer.arrival.target).toBe(onTheWire(row, target));
      if (row.signsQuery) {
        expectAccepted(answer);
        return;
      }
      const code = 'signature_mismatch';
      expect([answer.status, answer.body]).toEqual([401, MISMATCH]);
      expect(answer.arrival.outcomes).toEqual({ strict: code, agora: code });
    });

    for (const framing of row.framings) {
      it(`is accepted with a body that is sent ${framing === 'chunked' ? 'in chunks' : 'after 100 Continue'}`, async () => {
        const answer = await send({ ...nextWithBody(), framing });
        expectAccepted(answer);
        expect(answer.arrival.body.toString()).toBe(BODIES[row.bodyForm]);
        const isChunked = framing === 'chunked';
        const name = isChunked ? 'transfer-encoding' : 'expect';
        const value = isChunked ? 'chunked' : '100-continue';
        expect(headerOf(answer.arrival, name)?.toLowerCase()).toBe(value);
      });
    }

    it('is accepted with Basic, and refused with a wrong secret', async () => {
      const request = { method: 'GET', target: DOMAINS, scheme: 'basic' } as const;
      expectAccepted(await send(request), 'basic');
      const wrong = { ...CUSTOMER, ...request, customerSecret: 'another' };
      expect(await runClient(row, wrong, workplace, server)).toEqual({
        status: 401,
        body: '{"message":"Invalid authentication credentials"}',
      });
    });

    it('does not talk to a server that it does not trust', async () => {
      const stranger = await startTlsServer({ ...CUSTOMER, certificate: strangers.certificate });
      try {
        const request = { ...CUSTOMER, method: 'GET', target: DOMAINS };
        await expect(runClient(row, request, workplace, stranger)).rejects.toThrow(
          /certificate|CERTIFICATE_VERIFY_FAILED|PKIX/i,
        );
        expect(stranger.arrivals).toEqual([]);
      } finally {
        await stranger.close();
      }
    });
  });
}
