import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Principal, signRequest, verifyRequest } from '@stagedoor/rest-auth';
import { CLIENTS, type ClientRow, type Workplace } from './client-table.js';
import {
  compileClient,
  makeWorkplace,
  planFor,
  exchange,
  removeWorkplace,
  requireTools,
  type ClientRequest,
  type Exchange,
} from './run-client.js';
import { sendRaw } from './send-raw.js';
import {
  startTlsServer,
  type Arrival,
  type TlsServer,
  type TlsServerOptions,
} from './tls-server.js';

const CUSTOMER = { customerId: 'hmac_user_name', customerSecret: 'hmac_user_secret' } as const;
const PROJECT = '/v1/projects/0123456789abcdef0123456789abcdef/fls';
const DOMAINS = `${PROJECT}/domains`;
const STREAM = `${PROJECT}/entry_points/live/admin/banned_streams/stream_name`;
const BODY = '{"resumeTime":"2030-01-01T00:00:00+08:00"}';
const GET = { method: 'GET', target: DOMAINS } as const;
const PATCH = { method: 'PATCH', target: STREAM, body: BODY } as const;

/** Compiles the language of a process. */
const LOCALEDEF = 'localedef';

const UNVERIFIED_DATE =
  '{"message":"HMAC signature cannot be verified, a valid date or x-date header is required for HMAC Authentication"}';
const MISMATCH = '{"message":"HMAC signature does not match"}';

let workplace: Workplace;
let server: TlsServer;
const start = (options: Partial<TlsServerOptions> = {}): Promise<TlsServer> =>
  startTlsServer({ ...CUSTOMER, certificate: workplace.certificate, ...options });

beforeAll(async () => {
  workplace = makeWorkplace();
  server = await start();
});
afterAll(async () => {
  await server.close();
  removeWorkplace(workplace);
});

type Asked = Omit<ClientRequest, keyof typeof CUSTOMER>;

/** Sends one request, to the strict server unless another one is named. */
const send = (row: ClientRow, request: Asked, to: TlsServer = server): Promise<Exchange> =>
  exchange(row, { ...CUSTOMER, ...request }, workplace, to);

/** Whether the request would be accepted if this much of it were as the client took it to be. */
const wouldBeAccepted = (arrival: Arrival, changes: Partial<Arrival>): Promise<Principal> =>
  verifyRequest({ ...arrival, ...changes }, server.optionsForCopies);

const headersOf = (arrival: Arrival, name: string): readonly string[] =>
  arrival.headers.flatMap(([each, value]) => (each.toLowerCase() === name ? [value] : []));

/** The tests of one language, which is compiled first. */
function describeClient(row: ClientRow, declare: (row: ClientRow) => void): void {
  const plan = planFor(row);
  describe.skipIf(plan.isLeftOut)(`${row.name}${plan.note}`, () => {
    beforeAll(() => {
      requireTools(plan);
      compileClient(row, workplace);
    });
    declare(row);
  });
}

describeClient(CLIENTS.java, (row) => {
  it('makes a POST of a GET when it opens the output, and is refused', async () => {
    const { status, body, arrival } = await send(row, { ...GET, quirk: 'always-write' });
    expect(arrival.method).toBe('POST');
    expect([status, body, arrival.outcomes.strict]).toEqual([401, MISMATCH, 'signature_mismatch']);
    // The method is all that is wrong.
    await expect(wouldBeAccepted(arrival, { method: 'GET' })).resolves.toMatchObject(CUSTOMER_ID);
  });

  it.each([
    ['Asia/Shanghai', 'CST', 'date_outside_window'],
    ['UTC', 'UTC', 'accepted'],
  ])('in %s writes the zone %s into its date, and is refused', async (timeZone, zone, lenient) => {
    const request = { ...GET, quirk: 'local-zone', environment: { TZ: timeZone } };
    const { status, body, arrival } = await send(row, request);
    expect(headersOf(arrival, 'date')[0]).toMatch(new RegExp(` ${zone}$`));
    expect([status, body]).toEqual([401, UNVERIFIED_DATE]);
    expect(arrival.outcomes.strict).toBe('date_malformed');
    const agora = await start({ profile: 'agora' });
    try {
      // The zone is not read, and the hour taken as of GMT.
      const again = await send(row, request, agora);
      expect(again.status).toBe(lenient === 'accepted' ? 200 : 401);
      expect(again.arrival.outcomes.agora).toBe(lenient);
    } finally {
      await agora.close();
    }
  });

  it('sends an empty form with a DELETE, and Host behind the headers that it signed', async () => {
    const { status, arrival } = await send(row, { method: 'DELETE', target: STREAM });
    expect(status).toBe(200);
    expect(headersOf(arrival, 'content-type')).toEqual(['application/x-www-form-urlencoded']);
    const names = arrival.headers.map(([name]) => name.toLowerCase());
    expect(names.indexOf('host')).toBeGreaterThan(names.indexOf('authorization'));
  });
});

const CUSTOMER_ID = { kind: 'customer', customerId: CUSTOMER.customerId };

describeClient(
  {
    ...CLIENTS.python,
    needs: [...CLIENTS.python.needs, LOCALEDEF],
    probe: ['test', '-e', '/usr/share/i18n/locales/fi_FI'],
  },
  (row) => {
    it('writes the date in the language of its process, and is refused', async () => {
      const locales = join(workplace.folder, 'locales');
      mkdirSync(locales);
      execFileSync(LOCALEDEF, ['-i', 'fi_FI', '-f', 'UTF-8', join(locales, 'fi_FI.UTF-8')]);
      const environment = { LOCPATH: locales, LC_ALL: 'fi_FI.UTF-8' };
      const request = { ...PATCH, quirk: 'foreign-locale', environment };
      const { status, body, arrival } = await send(row, request);
      expect(headersOf(arrival, 'date')[0]).toMatch(/^(ma|ti|ke|to|pe|la|su), \d\d /);
      expect([status, body]).toEqual([401, UNVERIFIED_DATE]);
      expect(arrival.outcomes).toEqual({ strict: 'date_malformed', agora: 'date_malformed' });
      // The same program in its own language.
      expect((await send(row, { ...PATCH, quirk: 'foreign-locale' })).status).toBe(200);
    });
  },
);

describeClient(CLIENTS.node, (row) => {
  it('signs the host without its port, and is accepted', async () => {
    const { status, arrival } = await send(row, GET);
    expect(headersOf(arrival, 'host')).toEqual([`127.0.0.1:${server.port}`]);
    expect([status, arrival.outcomes.agora]).toEqual([200, 'accepted']);
    const bare = arrival.headers.map(([name, value]) =>
      name.toLowerCase() === 'host' ? ([name, '127.0.0.1'] as const) : ([name, value] as const),
    );
    await expect(wouldBeAccepted(arrival, { headers: bare })).resolves.toMatchObject(CUSTOMER_ID);
  });
});

describeClient(CLIENTS.postman, (row) => {
  it('does not sign the query, and is refused', async () => {
    const request = { method: 'GET', target: `${DOMAINS}?id=push.example.com` };
    const { status, body, arrival } = await send(row, request);
    expect([status, body, arrival.outcomes.strict]).toEqual([401, MISMATCH, 'signature_mismatch']);
    // The query is all that is wrong.
    await expect(wouldBeAccepted(arrival, { target: DOMAINS })).resolves.toMatchObject(CUSTOMER_ID);
  });

  it('hashes a body before its variables are filled in, and is refused', async () => {
    const { status, body, arrival } = await send(row, {
      ...PATCH,
      body: '{"resumeTime":"{{resumeTime}}"}',
    });
    expect(arrival.body.toString()).toBe(BODY);
    expect([status, body, arrival.outcomes.strict]).toEqual([401, MISMATCH, 'digest_mismatch']);
  });

  it('adds a date to one that was typed in, and is refused', async () => {
    const { status, arrival } = await send(row, { ...PATCH, quirk: 'date-in-tab' });
    expect(headersOf(arrival, 'date')).toHaveLength(2);
    expect([status, arrival.outcomes.strict]).toEqual([400, 'duplicate_header']);
  });
});

describeClient(CLIENTS.php, (row) => {
  it('keeps to HTTP/1.1 where HTTP/2 is offered, and is accepted', async () => {
    const offering = await start({ claimsHttp2: true });
    try {
      const { status, arrival } = await send(row, PATCH, offering);
      expect([status, arrival.httpVersion]).toEqual([200, '1.1']);
    } finally {
      await offering.close();
    }
  });

  it('takes blanks away from around a body, and is accepted', async () => {
    const { status, arrival } = await send(row, {
      method: 'PATCH',
      target: `${PROJECT}/reports/online_streams`,
      body: ` \n${BODY}\t\n`,
    });
    expect(status).toBe(200);
    expect(arrival.body.toString()).toBe(BODY);
  });
});

describeClient(CLIENTS.shell, (row) => {
  it('is not asked for its body when its signature is wrong', async () => {
    const target = `${STREAM}-expect`;
    const request = { ...PATCH, target, framing: 'expect', alter: 'signature' } as const;
    const { status, arrival } = await send(row, request);
    expect(headersOf(arrival, 'expect')).toEqual(['100-continue']);
    expect([status, arrival.body.length]).toEqual([401, 0]);
  });
});

const ownPlan = planFor({ needs: [] });

describe.skipIf(ownPlan.isLeftOut)(`our own signer${ownPlan.note}`, () => {
  // oxlint-disable-next-line no-restricted-properties -- because the server has the real time
  const now = (): number => Math.floor(Date.now() / 1000);

  it.each(['hmac', 'basic'] as const)('is accepted with %s', async (scheme) => {
    const body = Buffer.from(BODY);
    const target = `${STREAM}-${scheme}?a=1`;
    const request = { method: 'PATCH', authority: `127.0.0.1:${server.port}`, target, body };
    const proof = await signRequest(request, { scheme, credential: CUSTOMER, now: now() });
    const length = ['Content-Length', String(body.length)] as const;
    const host = proof.some(([name]) => name.toLowerCase() === 'host')
      ? []
      : [['Host', request.authority] as const];
    const headers = [...host, ...proof, length];
    const { authority } = workplace.certificate;
    const answer = await sendRaw({ ...request, headers, body }, server, authority);
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({ ...CUSTOMER_ID, scheme });
  });
});

describe.skipIf(ownPlan.isLeftOut)(`a request without a credential${ownPlan.note}`, () => {
  it('is told so, and what to send', async () => {
    const headers = [['Host', `127.0.0.1:${server.port}`]] as const;
    const request = { method: 'GET', target: DOMAINS, headers, body: Buffer.alloc(0) };
    expect(await sendRaw(request, server, workplace.certificate.authority)).toEqual({
      status: 401,
      code: 'credentials_missing',
      body: '{"message":"Unauthorized"}',
    });
  });
});
