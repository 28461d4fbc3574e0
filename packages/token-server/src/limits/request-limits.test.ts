import { describe, expect, it } from 'vitest';
import { ANONYMOUS } from '../callers/anonymous-callers.js';
import type { ResolvedService } from '../issue/resolved-service.js';
import { MemoryTokenLimiter } from './memory-token-limiter.js';
import { RequestLimits } from './request-limits.js';
import type { TokenLimiter } from './token-limits.js';

const NOW = 1000;
const now = (): number => NOW;

function open(limiter: TokenLimiter = new MemoryTokenLimiter(now)): RequestLimits {
  return new RequestLimits({
    limiter,
    now,
    limits: { perCallerPerSecond: 1, perUserPerSecond: 1 },
  });
}

/** Counts as `MemoryTokenLimiter` does, but a moment later. */
function remoteLimiter(): TokenLimiter {
  const limiter = new MemoryTokenLimiter(now);
  return { take: (key, limit) => Promise.resolve().then(() => limiter.take(key, limit)) };
}

const caller = (id: string, issuer?: string) => ({
  kind: 'jwt',
  id,
  issuer,
  scopes: [],
  claims: {},
});
const forUser = (user: ResolvedService['user']): ResolvedService => ({
  service: 'rtc',
  rule: 'a',
  user,
  maxLifeSeconds: 60,
});
const TOO_MANY = expect.objectContaining({
  code: 'too_many_token_requests',
  retryAfterSeconds: 1,
});

describe('the limit of callers', () => {
  it('is one for each', async () => {
    const limits = open();
    await limits.takeCaller(caller('a'), '192.0.2.1');
    await limits.takeCaller(caller('b'), '192.0.2.1');
    await limits.takeCaller(caller('a', 'https://issuer.example'), '192.0.2.1');
    await expect(limits.takeCaller(caller('a'), '192.0.2.2')).rejects.toThrow(TOO_MANY);
  });

  it('is one for each address of those without a name', async () => {
    const limits = open();
    await limits.takeCaller(ANONYMOUS, '192.0.2.1');
    await limits.takeCaller(ANONYMOUS, '192.0.2.2');
    await limits.takeCaller(ANONYMOUS, '2001:db8::1');
    await limits.takeCaller(ANONYMOUS, undefined);
    for (const address of ['192.0.2.1', '2001:db8::2', undefined]) {
      await expect(limits.takeCaller(ANONYMOUS, address)).rejects.toThrow(TOO_MANY);
    }
  });

  it('holds where counting takes time', async () => {
    const limits = open(remoteLimiter());
    await limits.takeCaller(caller('a'), undefined);
    await expect(limits.takeCaller(caller('a'), undefined)).rejects.toThrow(TOO_MANY);
  });
});

describe('the limit of users', () => {
  it('is one for each user of a project, by uid or account, and counts a token once', async () => {
    const limits = open();
    const zoe = forUser({ kind: 'account', account: 'zoe' });
    await limits.takeUsers('app-1', [zoe, zoe, forUser({ kind: 'uid', uid: 7 })]);
    await limits.takeUsers('app-2', [zoe]);
    await expect(limits.takeUsers('app-1', [zoe])).rejects.toThrow(TOO_MANY);
    await expect(limits.takeUsers('app-1', [forUser({ kind: 'uid', uid: 7 })])).rejects.toThrow(
      TOO_MANY,
    );
  });

  it('counts nobody where a token is for nobody in particular', async () => {
    const limits = open();
    for (let i = 0; i < 5; i += 1) {
      await limits.takeUsers('app-1', [forUser({ kind: 'anyone' }), forUser(undefined)]);
    }
    await expect(
      limits.takeUsers('app-1', [forUser({ kind: 'uid', uid: 7 })]),
    ).resolves.toBeUndefined();
  });

  it('holds where counting takes time', async () => {
    const limits = open(remoteLimiter());
    const services = [forUser({ kind: 'uid', uid: 7 }), forUser({ kind: 'uid', uid: 8 })];
    await limits.takeUsers('app-1', services);
    await expect(limits.takeUsers('app-1', services)).rejects.toThrow(TOO_MANY);
  });
});

describe('where nothing else is said', () => {
  it('a caller has a hundred in a second, and a user five', async () => {
    const limits = new RequestLimits({ limiter: new MemoryTokenLimiter(now), now, limits: {} });
    for (let i = 0; i < 100; i += 1) await limits.takeCaller(caller('a'), undefined);
    for (let i = 0; i < 5; i += 1)
      await limits.takeUsers('app', [forUser({ kind: 'uid', uid: 7 })]);
    await expect(limits.takeCaller(caller('a'), undefined)).rejects.toThrow(TOO_MANY);
    await expect(limits.takeUsers('app', [forUser({ kind: 'uid', uid: 7 })])).rejects.toThrow(
      TOO_MANY,
    );
  });
});
