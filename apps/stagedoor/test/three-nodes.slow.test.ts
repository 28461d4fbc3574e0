/** Three servers on one PostgreSQL and one Redis act as one, whatever happens to one of them or to Redis. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { signRequest } from '@stagedoor/rest-auth';
import { issueToken } from '@stagedoor/token';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CAN_START_REDIS, isListening } from '../../../packages/platform/test/local-server.js';
import { cutConnections, POSTGRES_URL } from '../../../packages/platform/test/test-databases.js';
import { until } from '../../../packages/platform/test/until.js';
import { BalancedLoad } from './balanced-load.js';
import {
  basicOf,
  type Customer,
  type MadeProject,
  type NodeAnswer,
  NodeGroup,
  now,
  type NodeRequest,
} from './node-group.js';

const CUSTOMERS = 80;
/** Requests of one customer at one project operation in one second, and failures of one address. */
const PROJECT_LIMIT = 10;
const FAILURE_LIMIT = 20;
const SECOND_MILLIS = 1000;
/** Much longer than it takes. */
const MAX_HEARING_MILLIS = 5000;
const CHANNEL = 'stage-1';

const byNumber = (one: number, other: number): number => one - other;

const isAvailable = POSTGRES_URL !== undefined && CAN_START_REDIS;

describe.skipIf(!isAvailable && process.env['CI'] !== 'true')('three nodes', () => {
  let group: NodeGroup;
  let project: MadeProject;
  let customers: Customer[];

  beforeAll(async () => {
    group = await NodeGroup.start();
    project = await group.makeProject('stage');
    customers = [...(await group.makeCustomers(CUSTOMERS))];
  });

  afterAll(() => group.dispose());

  /** One who has asked nothing yet, so that all limits are whole. */
  function takeCustomer(): Customer {
    const customer = customers.pop();
    if (customer === undefined) throw new RangeError('there are no more customers');
    return customer;
  }

  function tokenFor(uid: number, { appId, certificates } = project): string {
    return issueToken({
      appId,
      certificate: certificates[0]?.certificate ?? '',
      expiresInSeconds: 600,
      services: [{ service: 'rtc', channel: CHANNEL, uid, role: 'publisher' }],
    });
  }

  /** Asks whether that user comes in. */
  function admission(
    { authorization }: Customer,
    uid: number,
    token = tokenFor(uid),
    { appId } = project,
  ): NodeRequest {
    const body = { appId, token, channel: CHANNEL, uid };
    return { path: '/stagedoor/v1/admissions', authorization, body };
  }

  /** A request by HMAC, as a balancer passes it on. */
  async function sign(
    { customerId, customerSecret }: Customer,
    { method, path: target, body }: NodeRequest & { readonly method: string },
  ): Promise<NodeRequest> {
    const octets = body === undefined ? undefined : new TextEncoder().encode(JSON.stringify(body));
    const headers = await signRequest(
      { method, authority: 'api.example.com', target, ...(octets && { body: octets }) },
      {
        scheme: 'hmac',
        credential: { customerId, customerSecret },
        now: now(),
        requestId: randomUUID(),
      },
    );
    const fields = { host: 'api.example.com', ...Object.fromEntries(headers) };
    return { method, path: target, body, headers: fields };
  }

  /** Makes a domain that is not there yet. */
  function signedWrite(customer: Customer): Promise<NodeRequest> {
    const path = `/v1/projects/${project.appId}/fls/domains?id=play-${randomUUID()}.example.com`;
    return sign(customer, { method: 'POST', path, body: { type: 'play' } });
  }

  const codesOf = (answers: readonly NodeAnswer[]): readonly number[] =>
    answers.map(({ status }) => status);

  /** How many requests of a new customer each node lets through, within one second. */
  async function countAllowed(perNode: number): Promise<readonly number[]> {
    for (;;) {
      const { authorization } = takeCustomer();
      const startedAt = performance.now();
      const answers = await Promise.all(
        Array.from({ length: perNode * group.indexes.length }, (_, index) =>
          group.ask(index, { path: '/dev/v1/projects', authorization }),
        ),
      );
      expect(new Set(codesOf(answers))).toEqual(new Set([200, 429]));
      if (performance.now() - startedAt >= SECOND_MILLIS) continue;
      return group.indexes.map(
        (node) =>
          answers.filter(
            ({ status }, index) => index % group.indexes.length === node && status === 200,
          ).length,
      );
    }
  }

  const sumOf = (numbers: readonly number[]): number =>
    numbers.reduce((sum, each) => sum + each, 0);

  /** How long it takes until all nodes answer so, in milliseconds. */
  async function hearAll(
    request: NodeRequest,
    isSo: (answer: NodeAnswer) => boolean,
  ): Promise<number> {
    const startedAt = performance.now();
    await until(async () => (await group.askAll(request)).every(isSo));
    return performance.now() - startedAt;
  }

  describe('share limits:', () => {
    it('requests of a customer', async () => {
      expect(sumOf(await countAllowed(10))).toBe(PROJECT_LIMIT);
    });

    it('failed authentications of an address', async () => {
      const authorization = basicOf(takeCustomer().customerId, 'wrong');
      for (let attempt = 1; ; attempt += 1) {
        const headers = { 'x-forwarded-for': `203.0.113.${attempt}` };
        const startedAt = performance.now();
        const codes: number[] = [];
        do {
          codes.push(
            ...codesOf(await group.askAll({ path: '/dev/v1/projects', authorization, headers })),
          );
        } while (codes.slice(-3).includes(401));
        if (performance.now() - startedAt >= SECOND_MILLIS) continue;
        const failures = codes.filter((code) => code === 401).length;
        expect(failures).toBeGreaterThanOrEqual(FAILURE_LIMIT);
        // A node that has not heard of it yet finds out by one more.
        expect(failures).toBeLessThanOrEqual(FAILURE_LIMIT + group.indexes.length);
        break;
      }
    });
  });

  describe('share what was seen:', () => {
    it('a signed request that one has accepted is refused by all', async () => {
      const request = await signedWrite(takeCustomer());
      expect((await group.ask(0, request)).status).toBe(201);
      expect(codesOf(await group.askAll(request))).toEqual([401, 401, 401]);
      expect(await group.metricsOf(2)).toContain('stagedoor_rejected_total{code="replayed"} 1');
    });

    it('of copies that come to all at the same time, one is accepted', async () => {
      const customer = takeCustomer();
      for (let round = 0; round < 20; round += 1) {
        const codes = codesOf(await group.askAll(await signedWrite(customer)));
        expect(codes.toSorted(byNumber)).toEqual([201, 401, 401]);
      }
    });
  });

  describe('hear of changes that a command makes:', () => {
    const isRefused = ({ status }: NodeAnswer): boolean => status === 401;
    const isAccepted = ({ status }: NodeAnswer): boolean => status === 200;

    it('a credential is disabled and enabled', async () => {
      const customer = takeCustomer();
      const request = admission(customer, 1);
      expect(codesOf(await group.askAll(request))).toEqual([200, 200, 200]);
      await group.run('credential', 'disable', customer.customerId);
      expect(await hearAll(request, isRefused)).toBeLessThan(MAX_HEARING_MILLIS);
      await group.run('credential', 'enable', customer.customerId);
      expect(await hearAll(request, isAccepted)).toBeLessThan(MAX_HEARING_MILLIS);
    });

    it('a secret is rotated', async () => {
      const customer = takeCustomer();
      const { customerId } = customer;
      await group.askAll(admission(customer, 1));
      const rotated = (await group.run('credential', 'rotate', customerId)) as Customer;
      const authorization = basicOf(customerId, rotated.customerSecret);
      const request = admission({ ...customer, authorization }, 1);
      expect(await hearAll(request, isAccepted)).toBeLessThan(MAX_HEARING_MILLIS);
      expect(codesOf(await group.askAll(admission(customer, 1)))).toEqual([200, 200, 200]);
      await group.run('credential', 'finish-rotation', customerId);
      expect(await hearAll(admission(customer, 1), isRefused)).toBeLessThan(MAX_HEARING_MILLIS);
      expect(codesOf(await group.askAll(request))).toEqual([200, 200, 200]);
    });

    it('a certificate is promoted, and the old one removed', async () => {
      const customer = takeCustomer();
      const made = await group.makeProject('rotated');
      const request = admission(customer, 1, tokenFor(1, made), made);
      const isBy =
        (slot: string) =>
        ({ body }: NodeAnswer): boolean =>
          body['admitted'] === true && Object(body['token']).certificate === slot;
      expect(await hearAll(request, isBy('primary'))).toBeLessThan(MAX_HEARING_MILLIS);
      await group.run('project', 'certificate', 'add', made.appId);
      await group.run('project', 'certificate', 'promote', made.appId);
      expect(await hearAll(request, isBy('secondary'))).toBeLessThan(MAX_HEARING_MILLIS);
      await group.run('project', 'certificate', 'remove', made.appId, 'secondary');
      const isBad = ({ body }: NodeAnswer): boolean => body['code'] === 'bad_signature';
      expect(await hearAll(request, isBad)).toBeLessThan(MAX_HEARING_MILLIS);
    });

    it('a project is disabled', async () => {
      const customer = takeCustomer();
      const made = await group.makeProject('closing');
      const request = admission(customer, 1, tokenFor(1, made), made);
      await hearAll(request, ({ body }) => body['admitted'] === true);
      await group.run('project', 'disable', made.appId);
      const isOut = ({ body }: NodeAnswer): boolean => body['code'] === 'project_disabled';
      expect(await hearAll(request, isOut)).toBeLessThan(MAX_HEARING_MILLIS);
    });

    it('even while the connections are lost by which they hear', async () => {
      const customer = takeCustomer();
      const request = admission(customer, 1);
      await group.askAll(request);
      await cutConnections(group.databaseUrl);
      await group.run('credential', 'disable', customer.customerId);
      expect(await hearAll(request, isRefused)).toBeLessThan(MAX_HEARING_MILLIS);
    });
  });

  describe('read what others have written, at once:', () => {
    it('projects', async () => {
      const callers = Array.from({ length: 25 }, takeCustomer);
      for (let count = 0; count < 200; count += 1) {
        const authorization = callers[count % callers.length]?.authorization ?? '';
        const name = `project ${count}`;
        const made = await group.ask(count, {
          path: '/dev/v1/project',
          authorization,
          body: { name },
        });
        expect(made.status).toBe(201);
        const list = await group.ask(count + 1, { path: '/dev/v1/projects', authorization });
        expect(JSON.stringify(list.body)).toContain(`"name":"${name}"`);
      }
    });

    it('revocations and kicking rules', async () => {
      const customer = takeCustomer();
      const { authorization } = customer;
      const { appId } = project;
      for (const node of group.indexes) {
        const [revoked, banned] = [100 + node, 200 + node];
        expect((await group.ask(node, admission(customer, revoked))).body['admitted']).toBe(true);
        await group.ask(node, {
          path: '/stagedoor/v1/revocations',
          authorization,
          body: { appId, uid: revoked },
        });
        const refused = await group.askAll(admission(customer, revoked));
        expect(refused.map(({ body }) => body['code'])).toEqual(Array(3).fill('token_revoked'));
        await group.ask(node, {
          path: '/dev/v1/kicking-rule',
          authorization,
          body: { appid: appId, uid: banned, time: 60 },
        });
        const kicked = await group.askAll(admission(customer, banned));
        expect(kicked.map(({ body }) => body['code'])).toEqual(Array(3).fill('kicked'));
      }
    });
  });

  it('write one audit trail together', async () => {
    const { authorization } = takeCustomer();
    const names = Array.from({ length: 90 }, (_, index) => `written at once ${index}`);
    const answers = await Promise.all(
      names.map((cname, index) =>
        group.ask(index, {
          path: '/dev/v1/kicking-rule',
          authorization,
          body: { appid: project.appId, cname, time: 60 },
        }),
      ),
    );
    expect(new Set(codesOf(answers))).toEqual(new Set([200]));
    const told = (await group.verifyAudit()).filter((line) => line.includes('written at once'));
    expect(told).toHaveLength(names.length);
  });

  it('go on without Redis as far as they may, and are whole again when it is back', async () => {
    const customer = takeCustomer();
    const { authorization } = customer;
    const signedAt = now();
    const seen = await signedWrite(customer);
    expect((await group.ask(0, seen)).status).toBe(201);
    await until(() => now() > signedAt + 1);
    const statusOfAll = (): Promise<unknown[]> =>
      Promise.all(group.indexes.map(async (index) => (await group.probe(index)).status));
    await group.redis.stop('SIGKILL');
    await expect.poll(statusOfAll, { timeout: 10_000 }).toEqual(Array(3).fill('degraded'));
    expect((await group.probe(0)).code).toBe(200);
    // Limits are those of each process, and of the seconds of its clock, of which the requests may meet two.
    for (const allowed of await countAllowed(2 * PROJECT_LIMIT + 10)) {
      expect(allowed).toBeGreaterThanOrEqual(PROJECT_LIMIT);
      expect(allowed).toBeLessThanOrEqual(2 * PROJECT_LIMIT);
    }
    for (const answer of await group.askAll(await signedWrite(customer))) {
      const { status, headers, body } = answer;
      const code = headers['x-stagedoor-error'];
      expect([status, code]).toEqual([503, 'replay_store_unavailable']);
      expect(headers['retry-after']).toBe('1');
      expect(body).toEqual({ message: 'Service unavailable', request_id: expect.any(String) });
    }
    const read = { method: 'GET', path: `/v1/projects/${project.appId}/fls/domains` };
    expect(codesOf(await group.askAll(await sign(customer, read)))).toEqual([200, 200, 200]);
    const listed = await group.askAll({ path: '/dev/v1/projects', authorization });
    expect(codesOf(listed)).toEqual([200, 200, 200]);
    expect(await group.metricsOf(1)).toContain('stagedoor_redis_connected 0');
    await group.redis.start();
    await expect.poll(statusOfAll, { timeout: 10_000 }).toEqual(Array(3).fill('ready'));
    const codes = codesOf(await group.askAll(await signedWrite(customer)));
    expect(codes.toSorted(byNumber)).toEqual([201, 401, 401]);
    // It has forgotten all that it knew.
    expect(codesOf(await group.askAll(seen))).toEqual([503, 503, 503]);
    await until(async () => {
      await group.askAll(admission(customer, 1));
      const told = await Promise.all(group.indexes.map((index) => group.metricsOf(index)));
      return told.every((each) => each.includes('event="limits_shared"'));
    });
    expect(sumOf(await countAllowed(10))).toBe(PROJECT_LIMIT);
    const metrics = await group.metricsOf(1);
    for (const event of ['redis_away', 'redis_back', 'limits_degraded', 'limits_shared']) {
      expect(metrics).toContain(`stagedoor_events_total{event="${event}"} 1`);
    }
    expect(group.nodeAt(1).errors).toMatch(/Redis is away[^]*Redis is back/);
  });

  describe('behind a balancer', () => {
    let load: BalancedLoad;

    const start = (): void => {
      load = new BalancedLoad({ group, customer: takeCustomer(), project });
      load.start();
    };

    /** What was acknowledged is there, and each change has its event. */
    async function expectWhole(): Promise<void> {
      const lines = await group.verifyAudit();
      const told = new Set(lines.map((line) => /"channel":"(?<name>[^"]*)"/.exec(line)?.[1]));
      const missing = load.acknowledged.filter((name) => !told.has(name));
      expect(missing).toEqual([]);
    }

    it('go on when one of them is killed', async () => {
      start();
      await load.pass(60);
      await group.nodeAt(1).end('SIGKILL');
      await load.pass(120);
      await load.stop();
      expect(new Set(load.lost)).toEqual(new Set([1]));
      await expectWhole();
      await group.startNode(1);
      expect(await group.probe(1)).toEqual({ code: 200, status: 'ready' });
    });

    /** A request whose body is not complete yet, and that the server has. */
    async function beginBan(index: number, body: string): Promise<Socket> {
      const { authorization } = takeCustomer();
      const { hostname, port, host } = new URL(group.nodeAt(index).ready.url);
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      const head = [
        'POST /dev/v1/kicking-rule HTTP/1.1',
        `Host: ${host}`,
        `Authorization: ${authorization}`,
        'Content-Type: application/json',
        `Content-Length: ${body.length}`,
      ];
      socket.write(`${head.join('\r\n')}\r\n\r\n${body.slice(0, 5)}`);
      await group.ask(index, { path: '/openapi.json' });
      return socket;
    }

    it('lose no request while they are stopped and started, one after the other', async () => {
      start();
      for (const index of group.indexes) {
        await load.pass(30);
        const body = JSON.stringify({ appid: project.appId, cname: `late ${index}`, time: 60 });
        const socket = await beginBan(index, body);
        const node = group.nodeAt(index);
        const ended = node.end('SIGTERM');
        await until(async () => (await group.probe(index)).code === 503);
        load.takeOut(index);
        await until(async () => !(await isListening(Number(new URL(node.ready.url).port))));
        const answer = text(socket);
        socket.write(body.slice(5));
        expect(await answer).toMatch(/^HTTP\/1\.1 200 [^]*connection: close/i);
        expect(await ended).toBe(0);
        load.acknowledged.push(`late ${index}`);
        await group.startNode(index);
        load.putBack(index);
      }
      await load.pass(60);
      await load.stop();
      expect(load.lost).toEqual([]);
      await expectWhole();
    });
  });
});
