import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { GATEWAY_CONTEXT } from './answer.js';
import {
  type AuthError,
  BodyTooLargeError,
  CredentialsMissingError,
  ReplayStoreUnavailableError,
} from './errors.js';
import { sendRefusal } from './fastify-refusal.js';

const CONTEXT = {
  ...GATEWAY_CONTEXT,
  isHmac: true,
  challenges: [
    ['WWW-Authenticate', 'hmac'],
    ['Want-Content-Digest', 'sha-256=10'],
    ['WWW-Authenticate', 'Basic realm="a"'],
  ],
} as const;

async function send(error: AuthError): Promise<{
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}> {
  const app = Fastify();
  error.setContext(CONTEXT);
  app.get('/', (_request, reply) => sendRefusal(error, reply));
  return app.inject('/');
}

describe('sendRefusal', () => {
  it('sends status, fields and body as they are, several fields of a name as several', async () => {
    const { statusCode, headers, body } = await send(new CredentialsMissingError('hmac'));
    expect(statusCode).toBe(401);
    expect(body).toBe('{"message":"Unauthorized"}');
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'x-stagedoor-error': 'credentials_missing',
      'www-authenticate': ['hmac', 'Basic realm="a"'],
      'want-content-digest': 'sha-256=10',
      connection: 'keep-alive',
    });
  });

  it('closes the connection where there is more of a body that is too large', async () => {
    const { statusCode, headers } = await send(new BodyTooLargeError(2, 1));
    expect(statusCode).toBe(413);
    expect(headers).toMatchObject({ connection: 'close' });
    expect(headers).not.toHaveProperty('www-authenticate');
  });

  it('says when to come back', async () => {
    const { statusCode, headers } = await send(new ReplayStoreUnavailableError(undefined));
    expect(statusCode).toBe(503);
    expect(headers).toMatchObject({ 'retry-after': '1', connection: 'keep-alive' });
  });
});
