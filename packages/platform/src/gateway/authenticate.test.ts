import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  BASIC,
  type EchoServer,
  inputOf,
  lengthOf,
  startEchoServer,
  useEchoServers,
  WRONG_SECRET,
} from '../../test/echo-server.js';
import { RawConnection, rawRequest } from '../../test/raw-http.js';

const JSON_TYPE = 'Content-Type: application/json';
const unauthorized = JSON.stringify({ message: 'Unauthorized' });
const wrongCredentials = JSON.stringify({ message: 'Invalid authentication credentials' });

describe('authenticate', () => {
  let server: EchoServer;

  beforeAll(async () => {
    server = await startEchoServer();
  });

  afterAll(() => server.close());

  describe('to say who they are', () => {
    it.each([
      ['an empty value (Q1)', ['Authorization:'], unauthorized],
      ['an empty value with a space (Q1)', ['Authorization: '], unauthorized],
      ['a value that is no base64', ['Authorization: Basic :'], wrongCredentials],
      ['a scheme alone', ['Authorization: Basic'], wrongCredentials],
      ['a scheme of another family', ['Authorization: agora token=007abc'], wrongCredentials],
      ['an unknown scheme', ['Authorization: Bearer abc'], wrongCredentials],
      ['a pair of another family', ['x-agora-token: 007abc', 'x-agora-uid: 1'], unauthorized],
    ])('is refused with %s', async (_name, headers, body) => {
      const answer = await server.send('GET /echo', headers);
      expect([answer.status, answer.body]).toEqual([401, body]);
      expect(answer.headers.get('www-authenticate')?.[0]).toMatch(/^Basic realm="stagedoor"/);
    });

    it.each(['basic', 'BASIC', 'Basic'])('is taken as %s (Q2)', async (scheme) => {
      const answer = await server.send('GET /echo', [BASIC.replace('Basic', scheme)]);
      expect(answer.status).toBe(200);
    });

    it('is looked at before anything else: a stranger learns of no App ID and no schema', async () => {
      const wrong = ['Authorization: Basic eDp5', JSON_TYPE];
      for (const line of ['POST /echo', 'POST /stagedoor/unknown-app']) {
        const answer = await server.send(line, [...wrong, lengthOf('{"count"')], '{"count"');
        expect([answer.status, answer.body]).toEqual([401, wrongCredentials]);
      }
    });

    it('may be in header fields of any case and order, beside others (Q20)', async () => {
      const answer = await server.send('GET /echo?count=1', [
        'X-Fern-Language: JavaScript',
        'accept-language: *',
        BASIC.replace('Authorization', 'aUTHORIZATION'),
        'sec-fetch-mode: cors',
        'X-Fern-SDK-Version: 1',
      ]);
      expect(inputOf(answer)).toEqual({ query: { count: 1 } });
    });
  });
});

describe('attempts of one address', () => {
  const start = useEchoServers();

  it('failures of one address cost no lookup, and nothing of a customer', async () => {
    const server = await start({ limits: { families: { projects: 1000 } } });
    const { customers } = server.platform.gateway;
    let lookups = 0;
    const findKeys = customers.findKeys.bind(customers);
    customers.findKeys = (customerId) => {
      lookups += 1;
      return findKeys(customerId);
    };
    const flood = await RawConnection.open(server.port);
    flood.write(rawRequest('GET /echo', [WRONG_SECRET]).repeat(500));
    const answers = await flood.answers(500);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(20);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(480);
    expect(lookups).toBe(20);
    flood.close();
    server.platform.sources.time += 1;
    const answer = await server.send('GET /echo');
    expect(answer.headers.get('x-ratelimit-remaining')).toEqual(['999']);
  });
});
