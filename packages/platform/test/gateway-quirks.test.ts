/** The quirks Q1 to Q21 of clients, as they arrive on a socket. */
import { signRequest } from '@stagedoor/rest-auth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATIONS } from '../src/operations/operation-table.js';
import { BASIC, type EchoServer, inputOf, lengthOf, startEchoServer } from './echo-server.js';
import { RawConnection, rawRequest } from './raw-http.js';
import { CUSTOMER, NOW } from './test-platform.js';

const JSON_TYPE = 'Content-Type: application/json';
const FORM_TYPE = 'Content-Type: application/x-www-form-urlencoded';

const wrongCredentials = JSON.stringify({ message: 'Invalid authentication credentials' });

describe('what clients send', () => {
  let server: EchoServer;

  beforeAll(async () => {
    server = await startEchoServer();
  });

  afterAll(() => server.close());

  const sendBody = async (headers: readonly string[], body: string, line = 'POST /echo') =>
    inputOf(await server.send(line, [...headers, lengthOf(body)], body));

  describe('without a body', () => {
    it.each([
      ['GET with JSON and a length of 0 (Q3)', 'GET /echo', [JSON_TYPE, 'Content-Length: 0']],
      ['GET with a charset (Q4)', 'GET /echo', ['Content-Type: application/json;charset=utf-8']],
      ['POST without a type (Q5)', 'POST /echo', ['Content-Length: 0']],
      ['POST with JSON (Q6)', 'POST /echo', [JSON_TYPE, 'Content-Length: 0']],
      ['POST without a length', 'POST /echo', [JSON_TYPE]],
      ['POST with a type of nobody', 'POST /echo', ['Content-Type: ;', 'Content-Length: 0']],
      ['DELETE as a form', 'DELETE /echo', [FORM_TYPE, 'Content-Length: 0']],
      ['GET with an empty query (Q11)', 'GET /echo?', []],
    ])('%s', async (_name, line, headers) => {
      const answer = await server.send(line, headers);
      expect(inputOf(answer)).toEqual(line.startsWith('GET') ? { query: {} } : { body: {} });
    });

    it('is so with chunks that hold nothing', async () => {
      const answer = await server.send(
        'POST /echo',
        [JSON_TYPE, 'Transfer-Encoding: chunked'],
        '0\r\n\r\n',
      );
      expect(inputOf(answer)).toEqual({ body: {} });
    });
  });

  describe('in lists of a query (Q12)', () => {
    it.each([
      ['numbers=2', [2]],
      ['numbers=0,1,2', [0, 1, 2]],
      ['numbers=0&numbers=1', [0, 1]],
      ['numbers=0,1&numbers=2', [0, 1, 2]],
      ['numbers=0%2C1', [0, 1]],
    ])('%s', async (query, numbers) => {
      expect(inputOf(await server.send(`GET /echo?${query}`))).toEqual({ query: { numbers } });
    });
  });

  describe('as a body', () => {
    it('is JSON in chunks', async () => {
      const answer = await server.send(
        'POST /echo',
        [JSON_TYPE, 'Transfer-Encoding: chunked'],
        '5\r\n{"cou\r\n1;name=value\r\nn\r\n5\r\nt":1}\r\n0\r\nTrailer: 1\r\n\r\n',
      );
      expect(inputOf(answer)).toEqual({ body: { count: 1 } });
    });

    it.each([
      JSON_TYPE,
      'Content-Type: application/json;charset=utf-8',
      'Content-Type: application/json; charset="UTF-8"',
      'content-type: APPLICATION/JSON',
      'Content-Type: application/vnd.api+json',
      'X-No-Content-Type: 1',
    ])('is JSON by %s', async (header) => {
      expect(await sendBody([header], '{"text":"ü"}')).toEqual({ body: { text: 'ü' } });
      expect(await sendBody([header], '\uFEFF{"count":1}')).toEqual({ body: { count: 1 } });
    });

    it.each([
      'Content-Type: text/plain',
      'Content-Type: application/jsonp',
      'Content-Type: multipart/form-data; boundary=x',
      'Content-Type: nonsense',
      'Content-Type: application/json; charset=utf-16',
      'Content-Type: application/json\r\nContent-Encoding: gzip',
    ])('is not what %s says', async (header) => {
      const body = '{"count":1}';
      const answer = await server.send('POST /echo', [header, lengthOf(body)], body);
      expect(answer.status).toBe(415);
      expect(answer.headers.get('x-stagedoor-error')).toEqual(['unsupported_media_type']);
      const { message, error_msg } = JSON.parse(answer.body) as Record<string, string>;
      expect(message).toMatch(/^send the body/);
      expect(error_msg).toBe(message);
    });

    it('of a broadcast operation is JSON whatever its type says (Q13)', async () => {
      const headers = [FORM_TYPE, 'Content-Type: text/plain', 'X-None: 1', 'Content-Type: ;'];
      for (const [count, header] of headers.entries()) {
        const body = `{"count": ${count}}`;
        const signed = await signRequest(
          {
            method: 'POST',
            authority: '127.0.0.1',
            target: '/fls/echo',
            body: new TextEncoder().encode(body),
          },
          { scheme: 'hmac', credential: CUSTOMER, now: NOW },
        );
        const lines = signed.map(([name, value]) => `${name}: ${value}`);
        const answer = await server.send(
          'POST /fls/echo',
          [header, ...lines, lengthOf(body)],
          body,
        );
        expect(inputOf(answer)).toEqual({ body: { count } });
        // The very same octets again.
        const again = await server.send('POST /fls/echo', [header, ...lines, lengthOf(body)], body);
        expect([again.status, again.headers.get('x-stagedoor-error')]).toEqual([401, ['replayed']]);
        const changed = await server.send(
          'POST /fls/echo',
          [...lines, lengthOf(body)],
          '{"count": 9}',
        );
        expect([changed.status, changed.body]).toEqual([401, wrongCredentials]);
      }
    });

    it('is a form, with numbers and booleans as texts (Q14)', async () => {
      expect(
        await sendBody([FORM_TYPE], 'count=12&share=0.5&flag=1&text=a+b%20c&level=1&numbers=7'),
      ).toEqual({
        body: { count: 12, share: 0.5, flag: true, text: 'a b c', level: 1, numbers: [7] },
      });
      expect(await sendBody([FORM_TYPE], 'flag=0&text=&numbers=1&numbers=2')).toEqual({
        body: { flag: false, text: '', numbers: [1, 2] },
      });
    });

    it('comes with DELETE too (Q17)', async () => {
      const line = 'DELETE /echo';
      expect(await sendBody([JSON_TYPE], '{"count":3}', line)).toEqual({ body: { count: 3 } });
      expect(await sendBody([FORM_TYPE], 'count=3', line)).toEqual({ body: { count: 3 } });
    });

    it('of GET is not looked at', async () => {
      const answer = await server.send('GET /echo', [JSON_TYPE, 'Content-Length: 5'], '{"a":');
      expect(inputOf(answer)).toEqual({ query: {} });
    });

    it('is waited for no longer than the client waits', async () => {
      const connection = await RawConnection.open(server.port);
      const body = '{"count":5}';
      const headers = [BASIC, JSON_TYPE, lengthOf(body), 'Expect: 100-continue'];
      connection.write(rawRequest('POST /echo', headers));
      await expect.poll(() => connection.text).toBe('HTTP/1.1 100 Continue\r\n\r\n');
      connection.write(body);
      const [answer] = await connection.answers(1);
      expect(answer && inputOf(answer)).toEqual({ body: { count: 5 } });
      connection.close();
    });

    it('is not asked for from a stranger', async () => {
      const headers = ['Authorization: Basic eDp5', 'Content-Length: 9', 'Expect: 100-continue'];
      const connection = await RawConnection.open(server.port);
      connection.write(rawRequest('POST /echo', headers));
      const answers = await connection.untilOver();
      expect(answers.map(({ status }) => status)).toEqual([401]);
      expect(connection.text).not.toContain('100 Continue');
    });

    it('comes with an expectation that nobody knows', async () => {
      const answer = await server.send(
        'POST /echo',
        [JSON_TYPE, 'Content-Length: 11', 'Expect: a-miracle'],
        '{"count":5}',
      );
      expect(inputOf(answer)).toEqual({ body: { count: 5 } });
    });
  });

  it('an upgrade to h2c is not answered with one (Q15)', async () => {
    const answer = await server.send('GET /echo', [
      'Connection: Upgrade, HTTP2-Settings',
      'Upgrade: h2c',
      'HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA',
    ]);
    expect(answer.status).toBe(200);
  });

  it('HTTP/1.0 without a Host is answered, and the connection ends', async () => {
    const connection = await RawConnection.open(server.port);
    connection.write(`GET /echo HTTP/1.0\r\n${BASIC}\r\n\r\n`);
    const [answer] = await connection.untilOver();
    expect(answer?.status).toBe(200);
  });
});

describe('forms of the PHP client (Q14)', () => {
  let server: EchoServer;

  beforeAll(async () => {
    server = await startEchoServer({ operations: OPERATIONS });
  });

  afterAll(() => server.close());

  const send = async (line: string, body: string): Promise<readonly [number, unknown]> => {
    const answer = await server.send(line, [FORM_TYPE, lengthOf(body)], body);
    return [answer.status, JSON.parse(answer.body)];
  };

  it('create, change and delete a project', async () => {
    const [status, created] = await send(
      'POST /dev/v1/project',
      'name=php+client&enable_sign_key=1',
    );
    expect([status, created]).toEqual([
      201,
      { project: expect.objectContaining({ name: 'php client', status: 1 }) },
    ]);
    const { project } = created as { readonly project: { id: string; sign_key: string } };
    expect(project.sign_key).toMatch(/^[0-9a-f]{32}$/);
    expect(await send('POST /dev/v1/recording_config/', `id=${project.id}`)).toEqual([
      201,
      { project },
    ]);
    expect(await send('POST /dev/v1/project_status', `id=${project.id}&status=0`)).toEqual([
      201,
      { project: { ...project, status: 0 } },
    ]);
    expect(await send('DELETE /dev/v1/project', `id=${project.id}`)).toEqual([
      200,
      { success: true },
    ]);
    expect(await send('DELETE /dev/v1/project', `id=${project.id}`)).toEqual([
      404,
      { message: 'project not exist', error_msg: 'project not exist' },
    ]);
  });
});
