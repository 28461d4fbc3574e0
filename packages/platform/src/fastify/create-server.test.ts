import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BASIC, type EchoServer, inputOf, startEchoServer } from '../../test/echo-server.js';
import { RawConnection, rawRequest } from '../../test/raw-http.js';

describe('createServer', () => {
  let server: EchoServer;

  beforeAll(async () => {
    server = await startEchoServer();
  });

  afterAll(() => server.close());

  describe('as a path', () => {
    it('may end in a slash', async () => {
      expect((await server.send('GET /echo/')).status).toBe(200);
      expect((await server.send('GET /echo/?count=1')).status).toBe(200);
    });

    it.each([
      ['/echo/a%20b', 'a b'],
      ['/echo/a%2Fb', 'a/b'],
      ['/echo/%41', 'A'],
      ['/echo/%2541', '%41'],
      ['/echo/%252F', '%2F'],
      ['/echo/%25', '%'],
      ['/echo/a+b', 'a+b'],
      ['/echo/%F0%9F%8E%AD', '🎭'],
      ['/echo/..', '..'],
      ['/echo/%2e%2e', '..'],
      ['/echo/__proto__', '__proto__'],
      [`/echo/${'a'.repeat(4000)}`, 'a'.repeat(4000)],
    ])('%s is decoded once', async (target, name) => {
      expect(inputOf(await server.send(`GET ${target}`))).toEqual({ path: { name } });
    });

    it.each(['/echo/%', '/echo/%4', '/echo/%zz', '/echo/%ff', '/echo/%c3%28', '/%'])(
      '%s is refused',
      async (target) => {
        const answer = await server.send(`GET ${target}`);
        expect([answer.status, answer.headers.get('x-stagedoor-error')]).toEqual([
          400,
          ['url_malformed'],
        ]);
        expect(JSON.parse(answer.body)).toEqual({ message: expect.any(String) });
      },
    );

    it.each([
      'GET /nothing',
      'GET /',
      'GET //echo',
      'GET /ECHO',
      'GET /echo;a=b',
      'PATCH /bodyless',
      'OPTIONS /echo',
      'TRACE /echo',
      'PROPFIND /echo',
      'QUERY /echo',
      'OPTIONS *',
    ])('%s is no route, with any credential or none', async (line) => {
      for (const headers of [[BASIC], ['Authorization: Basic eDp5'], ['Authorization:']]) {
        const answer = await server.send(line, headers);
        expect([answer.status, answer.body]).toEqual([
          404,
          '{"message":"no Route matched with those values"}',
        ]);
        expect(answer.headers.get('x-stagedoor-error')).toEqual(['route_not_found']);
      }
    });

    it('of HEAD is no route, and the answer has no body', async () => {
      const connection = await RawConnection.open(server.port);
      connection.write(rawRequest('HEAD /echo', [BASIC, 'Connection: close']));
      await connection.untilOver();
      expect(connection.text).toMatch(/^HTTP\/1\.1 404 /);
      expect(connection.text).toMatch(/\r\n\r\n$/);
    });

    it('that is a whole URL is refused', async () => {
      const answer = await server.send('GET http://127.0.0.1/echo');
      expect([answer.status, answer.headers.get('x-stagedoor-error')]).toEqual([
        400,
        ['target_form'],
      ]);
    });
  });
});
