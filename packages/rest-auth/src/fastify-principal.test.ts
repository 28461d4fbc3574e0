import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { hmacOptions } from '../test/sample-customer.js';
import { principalOf } from './fastify-principal.js';
import { restAuth } from './fastify-rest-auth.js';
import { basic, InvalidAuthOptionError } from './index.js';

const CREDENTIAL = `Basic ${btoa('hmac_user_name:hmac_user_secret')}`;

it('is who sent the request, from preHandler on', async () => {
  const fastify = Fastify();
  await fastify.register(restAuth, { verify: hmacOptions({ schemes: [basic()] }) });
  const seen: unknown[] = [];
  fastify.addHook('preHandler', async (request) => void seen.push(principalOf(request)));
  fastify.get('/', async (each) => principalOf(each));
  const response = await fastify.inject({ url: '/', headers: { authorization: CREDENTIAL } });
  const customer = { kind: 'customer', scheme: 'basic', customerId: 'hmac_user_name' };
  expect(response.json()).toMatchObject(customer);
  expect(seen).toMatchObject([customer]);
});

it('is an error of the program where nothing is proven', async () => {
  const fastify = Fastify();
  const codes: unknown[] = [];
  fastify.setErrorHandler((error: unknown, _request, reply) => {
    codes.push(error instanceof InvalidAuthOptionError && error.code);
    return reply.code(500).send();
  });
  fastify.get('/outside', async (each) => principalOf(each));
  await fastify.register(async (scope) => {
    scope.addHook('preParsing', async (request) => void principalOf(request));
    await scope.register(restAuth, { verify: hmacOptions({ schemes: [basic()] }) });
    scope.get('/early', async () => 'reached');
  });
  for (const url of ['/outside', '/early']) {
    const response = await fastify.inject({ url, headers: { authorization: CREDENTIAL } });
    expect(response.statusCode).toBe(500);
  }
  expect(codes).toEqual(['invalid_auth_option', 'invalid_auth_option']);
});
