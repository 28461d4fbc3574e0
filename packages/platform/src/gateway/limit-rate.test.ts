import { describe, expect, it } from 'vitest';
import { fieldOf, useEchoServers, WRONG_SECRET } from '../../test/echo-server.js';
import { NOW } from '../../test/test-platform.js';

const start = useEchoServers();

describe('limits', () => {
  const limits = { families: { projects: 3 }, failuresPerSecond: 4 };

  it('say what is left, and refuse what is over them at once', async () => {
    const server = await start({ limits });
    const statuses: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      const answer = await server.send('GET /echo');
      statuses.push(answer.status);
      expect(fieldOf(answer, 'x-ratelimit-limit')).toBe('3');
      expect(fieldOf(answer, 'x-ratelimit-remaining')).toBe(String(Math.max(2 - i, 0)));
      expect(fieldOf(answer, 'x-ratelimit-reset')).toBe(String(NOW + 1));
      const isOver = i >= 3;
      expect(fieldOf(answer, 'retry-after')).toBe(isOver ? '1' : undefined);
      expect(fieldOf(answer, 'x-stagedoor-error')).toBe(isOver ? 'rate_limited' : undefined);
      expect(answer.body === '{"message":"API rate limit exceeded"}').toBe(isOver);
    }
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    server.platform.sources.time += 1;
    expect((await server.send('GET /echo')).status).toBe(200);
  });

  it('are those of each operation by itself', async () => {
    const server = await start({ limits });
    for (let i = 0; i < 3; i += 1) await server.send('GET /echo');
    expect((await server.send('GET /echo')).status).toBe(429);
    expect((await server.send('GET /echo/other')).status).toBe(200);
  });

  it('are told with errors too', async () => {
    const server = await start({ limits });
    const answer = await server.send('GET /echo?count=x');
    expect([answer.status, fieldOf(answer, 'x-ratelimit-remaining')]).toEqual([400, '2']);
  });

  it('of a customer are used up by nobody who only claims to be it', async () => {
    const server = await start({ limits: { families: { projects: 1 } } });
    for (let i = 0; i < 10; i += 1) {
      expect((await server.send('GET /echo', [WRONG_SECRET])).status).toBe(401);
    }
    expect((await server.send('GET /echo')).status).toBe(200);
  });

  it('can be off', async () => {
    const server = await start({ limits: 'off' });
    for (let i = 0; i < 30; i += 1) {
      expect((await server.send('GET /echo', [WRONG_SECRET])).status).toBe(401);
    }
    const answer = await server.send('GET /echo');
    expect([answer.status, fieldOf(answer, 'x-ratelimit-limit')]).toEqual([200, undefined]);
  });
});
