import { describe, expect, it } from 'vitest';
import { CUSTOMER, hmacOptions } from '../../test/sample-customer.js';
import { basic, type Principal } from '../index.js';
import { type HonoContext, honoRestAuth } from './hono-rest-auth.js';

const AUTHORIZATION = `Basic ${btoa(`${CUSTOMER.customerId}:${CUSTOMER.customerSecret}`)}`;
const guard = honoRestAuth({ verify: hmacOptions({ schemes: [basic()] }) });

/** As much of Hono's context as there is in its own: `res` is what the handler has left there. */
class SampleContext implements HonoContext {
  readonly req: { raw: Request };
  res = new Response('nothing yet', { status: 404 });
  principal: Principal | undefined;

  constructor(raw: Request) {
    this.req = { raw };
  }

  set(_key: 'principal', value: Principal): void {
    this.principal = value;
  }
}

describe('honoRestAuth', () => {
  it('gives the handler the principal and a request that can be read', async () => {
    const headers = { authorization: AUTHORIZATION };
    const context = new SampleContext(
      new Request('http://a/', { method: 'POST', headers, body: 'body' }),
    );
    const response = await guard(context, async () => {
      context.res = new Response(`${await context.req.raw.text()} was read`);
    });
    expect(await response.text()).toBe('body was read');
    expect(context.principal).toMatchObject({ customerId: CUSTOMER.customerId });
  });

  it('answers in its place where the request is refused', async () => {
    const context = new SampleContext(new Request('http://a/'));
    const response = await guard(context, () => {
      throw new Error('next was called');
    });
    expect(response.status).toBe(401);
    expect(await response.text()).toBe('{"message":"Unauthorized"}');
    expect(context.principal).toBeUndefined();
  });
});
