import { describe, expect, it } from 'vitest';
import { openServer, verify } from '../../test/token-world.js';
import { type LambdaEvent, type LambdaHandlerOptions, toLambdaHandler } from './lambda-handler.js';

/** As a function URL sends it, in payload format 2.0. */
const EVENT = {
  version: '2.0',
  routeKey: '$default',
  rawPath: '/token',
  rawQueryString: '',
  headers: { authorization: 'Bearer key-zoe', 'content-type': 'text/plain' },
  requestContext: {
    accountId: 'anonymous',
    stage: '$default',
    domainName: 'abc.lambda-url.eu-central-1.on.aws',
    http: { method: 'POST', path: '/token', sourceIp: '203.0.113.9', userAgent: 'a' },
  },
  body: 'stage,7',
  isBase64Encoded: false,
} as const;

async function send(event: LambdaEvent, options: LambdaHandlerOptions = {}) {
  const { server, outcomes } = openServer({ maxBodyBytes: 64 });
  return { answer: await toLambdaHandler(server, options)(event), outcomes };
}

const get = (rawPath: string, rawQueryString: string): LambdaEvent => ({
  ...EVENT,
  rawPath,
  rawQueryString,
  requestContext: { http: { method: 'GET', sourceIp: '203.0.113.9' } },
  body: undefined,
});

describe('the handler of a Lambda function', () => {
  it('takes an event, and gives status, headers and body', async () => {
    const { answer, outcomes } = await send(EVENT);
    expect(answer).toMatchObject({ statusCode: 200, headers: { 'cache-control': 'no-store' } });
    verify(answer.body, 'stage', 7);
    expect(outcomes).toMatchObject([{ kind: 'granted', clientAddress: '203.0.113.9' }]);
  });

  it('hands over path and query', async () => {
    const { answer } = await send(get('/rooms/stage/9', 'life=60'));
    expect(verify(answer.body, 'stage', 9).expiresInSeconds).toBe(60);
  });

  it.each([
    // Function URLs hand over the path as it came.
    ['abc.lambda-url.eu-central-1.on.aws', '/rooms/50%25 off%3F/9'],
    ['abc.lambda-url.cn-north-1.on.aws.cn', '/rooms/50%25%20off%3F/9'],
    // HTTP APIs have decoded it.
    ['abc.execute-api.eu-central-1.amazonaws.com', '/rooms/50% off?/9'],
    ['tokens.example', '/rooms/50% off?/9'],
    [undefined, '/rooms/50% off?/9'],
  ])('decodes a path once: of %s', async (domainName, rawPath) => {
    const http = { method: 'GET', sourceIp: '203.0.113.9' };
    const event = { ...get(rawPath, 'life=60'), requestContext: { domainName, http } };
    const { answer } = await send(event);
    expect(verify(answer.body, '50% off?', 9).expiresInSeconds).toBe(60);
  });

  it.each(['abc.lambda-url.eu-central-1.on.aws', 'abc.execute-api.eu-central-1.amazonaws.com'])(
    'takes nothing in a path of %s for a query',
    async (domainName) => {
      const http = { method: 'GET', sourceIp: '203.0.113.9' };
      const event = {
        ...get('/rooms/stage/9?life=7000', ''),
        requestContext: { domainName, http },
      };
      const { answer, outcomes } = await send(event);
      expect(answer.statusCode).toBe(400);
      expect(outcomes).toMatchObject([{ kind: 'refused', code: 'invalid_uid' }]);
    },
  );

  it('decodes a body in base64', async () => {
    const { answer } = await send({ ...EVENT, body: btoa('stage,8'), isBase64Encoded: true });
    expect(verify(answer.body, 'stage', 8).expiresInSeconds).toBe(3600);
  });

  it.each([
    [{ body: '~~~', isBase64Encoded: true }, 400, 'body_incomplete'],
    [{ body: 'x'.repeat(65) }, 413, 'body_too_large'],
    // 33 characters, but 66 bytes.
    [{ body: 'é'.repeat(33) }, 413, 'body_too_large'],
    [{ body: btoa('x'.repeat(65)), isBase64Encoded: true }, 413, 'body_too_large'],
    [{ body: null }, 400, 'invalid_channel'],
    [{ headers: undefined }, 401, 'caller_missing'],
  ])('refuses %j', async (change, status, code) => {
    const { answer } = await send({ ...EVENT, ...change });
    expect([answer.statusCode, answer.headers['x-stagedoor-error']]).toEqual([status, code]);
  });

  it('takes off the stage, which is part of the path where it has a name', async () => {
    const event = { ...EVENT, rawPath: '/prod/token' };
    expect((await send(event)).answer.statusCode).toBe(404);
    expect((await send(event, { basePath: '/prod' })).answer.statusCode).toBe(200);
  });

  it('reads no headers from a prototype', async () => {
    const { authorization: _, ...headers } = EVENT.headers;
    const inherited: Record<string, string> = Object.create({ authorization: 'Bearer key-eve' });
    const { answer } = await send({ ...EVENT, headers: Object.assign(inherited, headers) });
    expect(answer.statusCode).toBe(401);
  });
});
