import { describe, expect, it } from 'vitest';
import { customCallers, type CustomCaller } from './custom-callers.js';

const NOTHING = { header: (): undefined => undefined };

describe('a function of your own', () => {
  it('names callers, at once or later, with little or with all', async () => {
    const callers = customCallers({ identify: () => ({ id: 'ann' }) });
    expect(callers.challenge).toBe('');
    expect(await callers.authenticate(NOTHING)).toMatchObject({
      kind: 'custom',
      id: 'ann',
      scopes: [],
      claims: {},
    });
    const full = {
      id: 'ann',
      kind: 'session',
      issuer: 'https://app.example',
      scopes: ['call'],
      claims: { team: 'red' },
      appIds: ['3f0c9a7b1d5e48269ab0c4d2e6f81735'],
    };
    const later = customCallers({
      challenge: 'Basic realm="app"',
      identify: () => Promise.resolve(full),
    });
    expect(later.challenge).toBe('Basic realm="app"');
    expect(await later.authenticate(NOTHING)).toEqual(full);
  });

  it.each([undefined, null])('finds nothing by returning %s', async (found) => {
    expect(await customCallers({ identify: () => found }).authenticate(NOTHING)).toBeUndefined();
  });

  it('reads the headers of the request', async () => {
    const callers = customCallers({
      identify: (request) => ({ id: request.header('x-user') ?? 'nobody' }),
    });
    expect(await callers.authenticate({ header: (name) => `<${name}>` })).toMatchObject({
      id: '<x-user>',
    });
  });

  it.each([
    [{}],
    [{ id: '' }],
    [{ id: 7 }],
    [{ id: 'ann', kind: '' }],
    [{ id: 'ann', scopes: 'call' }],
    [{ id: 'ann', scopes: [1] }],
    [{ id: 'ann', claims: null }],
    [{ id: 'ann', appIds: 'all' }],
  ])('that returns %j is the mistake of the server', async (found) => {
    const callers = customCallers({ identify: () => found as unknown as CustomCaller });
    const failure = Promise.resolve(callers.authenticate(NOTHING));
    await expect(failure).rejects.toMatchObject({ code: 'caller_invalid' });
    // Not what the caller is answered with.
    await expect(failure).rejects.not.toHaveProperty('status');
  });
});
