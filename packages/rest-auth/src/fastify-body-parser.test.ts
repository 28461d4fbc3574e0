import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { describe, expect, it } from 'vitest';
import { CUSTOMER, hmacOptions } from '../test/sample-customer.js';
import { createBodyParser } from './fastify-body-parser.js';
import { RequestProof } from './fastify-proof.js';
import { basic, type VerifyRequestOptions } from './index.js';

const AUTHORIZATION = `Basic ${btoa(`${CUSTOMER.customerId}:${CUSTOMER.customerSecret}`)}`;

interface ParserApp {
  readonly app: FastifyInstance;
  readonly proofs: readonly RequestProof[];
}

/** An app whose handler says what it was given, also of bodies that are refused. */
async function serve(
  assumeJson: boolean,
  server: FastifyServerOptions = {},
  options: Partial<VerifyRequestOptions> = {},
): Promise<ParserApp> {
  const app = Fastify(server);
  const proofs: RequestProof[] = [];
  app.addHook('onRequest', async (request) => {
    proofs.push(await RequestProof.begin(request, hmacOptions({ schemes: [basic()], ...options })));
  });
  const parser = createBodyParser(app, { assumeJson, proofOf: () => proofs.at(-1)! });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', parser);
  app.post('/', async ({ body }) => ({ type: typeof body, isBuffer: Buffer.isBuffer(body), body }));
  await app.ready();
  return { app, proofs };
}

async function parse(
  { app }: ParserApp,
  payload: string,
  contentType = 'application/json',
): Promise<unknown> {
  const headers = { authorization: AUTHORIZATION, 'content-type': contentType };
  const response = await app.inject({ method: 'POST', url: '/', headers, payload });
  return response.json();
}

describe('createBodyParser', () => {
  it.each([
    'application/json',
    'APPLICATION/JSON',
    'application/json; a=b',
    'application/a.b+json',
  ])('parses %s', async (contentType) => {
    const app = await serve(false);
    expect(await parse(app, '{"a":"é"}', contentType)).toMatchObject({ body: { a: 'é' } });
  });

  it.each([
    'text/plain',
    'application/jsonp',
    'text/json',
    'application/x-json; json',
    'a/b; c=application/json',
  ])('leaves %s as it is', async (contentType) => {
    const app = await serve(false);
    expect(await parse(app, '{"a":1}', contentType)).toMatchObject({ isBuffer: true });
    const assuming = await serve(true);
    expect(await parse(assuming, '{"a":1}', contentType)).toMatchObject({ body: { a: 1 } });
  });

  it('gives undefined for no body and for one that is refused', async () => {
    const app = await serve(false, {}, { profile: { name: 'strict', maxBodyBytes: 3 } });
    expect(await parse(app, '')).toEqual({ type: 'undefined', isBuffer: false });
    expect(app.proofs.at(-1)?.state.kind).toBe('proven');
    expect(await parse(app, '1234')).toEqual({ type: 'undefined', isBuffer: false });
    expect(app.proofs.at(-1)?.state.kind).toBe('refused');
    expect(await parse(app, '123')).toMatchObject({ body: 123 });
  });

  it.each([
    ['{"__proto__":{"a":1}}', { onProtoPoisoning: 'ignore' }],
    ['{"constructor":{"prototype":1}}', { onConstructorPoisoning: 'ignore' }],
  ] as const)('treats %s as the app does', async (payload, server) => {
    const code = 'FST_ERR_CTP_INVALID_JSON_BODY';
    expect(await parse(await serve(false), payload)).toMatchObject({ code });
    expect(await parse(await serve(false, server), payload)).toMatchObject({ type: 'object' });
  });
});
