import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  BASIC,
  type EchoServer,
  inputOf,
  lengthOf,
  startEchoServer,
} from '../../test/echo-server.js';
import { RawConnection, rawRequest } from '../../test/raw-http.js';

const JSON_TYPE = 'Content-Type: application/json';
const FORM_TYPE = 'Content-Type: application/x-www-form-urlencoded';

describe('input', () => {
  let server: EchoServer;

  beforeAll(async () => {
    server = await startEchoServer();
  });

  afterAll(() => server.close());

  const sendBody = async (headers: readonly string[], body: string, line = 'POST /echo') =>
    inputOf(await server.send(line, [...headers, lengthOf(body)], body));

  describe('as values', () => {
    it.each([
      ['{"count":"12"}', { count: 12 }],
      ['{"count":"-3"}', { count: -3 }],
      ['{"count":"0"}', { count: 0 }],
      ['{"count":"-0"}', { count: 0 }],
      ['{"count":1.0}', { count: 1 }],
      ['{"count":"1.0"}', { count: 1 }],
      ['{"count":1e3}', { count: 1000 }],
      ['{"count":"4294967295"}', { count: 4_294_967_295 }],
      ['{"share":"0.25"}', { share: 0.25 }],
      ['{"flag":true}', { flag: true }],
      ['{"level":"1"}', { level: 1 }],
      ['{"nested":{"deep":"4","other":1}}', { nested: { deep: 4 } }],
      ['{"numbers":["1",2]}', { numbers: [1, 2] }],
      // Both are allowed, so that nothing says which was meant.
      ['{"either":"12"}', { either: '12' }],
      ['{"either":12}', { either: 12 }],
      [
        '{"open":{"count":"12","__proto__":{"a":1}}}',
        { open: JSON.parse('{"count":"12","__proto__":{"a":1}}') },
      ],
      ['{"unknown":1,"constructor":1,"__proto__":{"count":1},"hasOwnProperty":0}', {}],
    ])('%s is taken (Q18)', async (body, fields) => {
      expect(await sendBody([JSON_TYPE], body)).toEqual({ body: fields });
    });

    it.each([
      '{"count":""}',
      '{"count":" 1"}',
      '{"count":"1 "}',
      '{"count":"+1"}',
      '{"count":"1e3"}',
      '{"count":"0x10"}',
      '{"count":"0b1"}',
      '{"count":"１２"}',
      '{"count":"1,5"}',
      '{"count":"1_000"}',
      '{"count":".5"}',
      '{"count":"5."}',
      '{"count":"1.5"}',
      '{"count":"NaN"}',
      '{"count":"Infinity"}',
      '{"count":"9007199254740993"}',
      '{"count":"99999999999999999999"}',
      '{"count":"4294967296"}',
      '{"count":null}',
      '{"count":true}',
      '{"count":[1]}',
      '{"count":{}}',
      '{"flag":1}',
      '{"flag":"1"}',
      '{"flag":"true"}',
      '{"text":1}',
      '{"text":null}',
      '{"numbers":"1,2"}',
      '{"numbers":1}',
      '{"nested":[]}',
      '{"nested":"{}"}',
      '{"level":"2"}',
    ])('%s is refused', async (body) => {
      const answer = await server.send('POST /echo', [JSON_TYPE, lengthOf(body)], body);
      expect([answer.status, answer.headers.get('x-stagedoor-error')]).toEqual([
        400,
        ['invalid_request'],
      ]);
      const field = Object.keys(JSON.parse(body) as object)[0] ?? '';
      expect(answer.body).toContain(field);
    });

    it.each(['[]', '"text"', '1', 'null', 'true', '[{"count":1}]'])(
      '%s is no object of fields',
      async (body) => {
        const answer = await server.send('POST /echo', [JSON_TYPE, lengthOf(body)], body);
        expect(answer.status).toBe(400);
      },
    );

    it.each(['{', '{"count":01}', "{'count':1}", '{"count":1}}', 'count=1', '\u0000', '{"a":NaN}'])(
      '%o is no JSON',
      async (body) => {
        const answer = await server.send('POST /echo', [JSON_TYPE, lengthOf(body)], body);
        expect([answer.status, answer.headers.get('x-stagedoor-error')]).toEqual([
          400,
          ['invalid_body'],
        ]);
      },
    );

    it('are refused where they are no UTF-8', async () => {
      const connection = await RawConnection.open(server.port);
      connection.write(rawRequest('POST /echo', [BASIC, JSON_TYPE, 'Content-Length: 13']));
      connection.write(Buffer.from('{"text":"\xff\xfe"}', 'latin1'));
      const [answer] = await connection.answers(1);
      expect(answer?.headers.get('x-stagedoor-error')).toEqual(['invalid_body']);
      connection.close();
    });

    it('that come twice where there is one are refused', async () => {
      for (const query of ['count=1&count=1', 'text=a&text=b', 'flag=1&flag=0']) {
        const answer = await server.send(`GET /echo?${query}`);
        expect([answer.status, answer.headers.get('x-stagedoor-error')]).toEqual([
          400,
          ['invalid_request'],
        ]);
      }
      expect(await sendBody([FORM_TYPE], 'text=a&text=b')).toMatchObject({ status: 400 });
    });

    it('of a query that are named as parts of an object are fields of nobody', async () => {
      const query = '__proto__=1&constructor=2&toString=3&count=4&__proto__[count]=5';
      expect(inputOf(await server.send(`GET /echo?${query}`))).toEqual({ query: { count: 4 } });
      expect(await sendBody([FORM_TYPE], query)).toEqual({ body: { count: 4 } });
      expect(Object.hasOwn(Object.prototype, 'count')).toBe(false);
    });
  });
});
