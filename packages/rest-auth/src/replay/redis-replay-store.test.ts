import { afterEach, describe, expect, it, vi } from 'vitest';
import { NOW } from '../../test/sample-customer.js';
import { createRedisReplayStore } from './redis-replay-store.js';

/** A store whose Redis notes what it is sent, and answers with this. */
function storeThatGets(
  reply: unknown,
  options: { prefix?: string; clockMarginSeconds?: number } = {},
) {
  const sent: string[][] = [];
  const send = async (...command: string[]): Promise<unknown> => {
    sent.push(command);
    return reply;
  };
  return { store: createRedisReplayStore({ send, now: () => NOW, ...options }), sent };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('createRedisReplayStore', () => {
  it('sends one command, with a name of one length', async () => {
    const { store, sent } = storeThatGets('OK');
    expect(await store.addIfAbsent('abc', NOW + 301)).toBe('added');
    // SHA-256 of "abc": FIPS 180-2, appendix B.1.
    const hash = Buffer.from(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      'hex',
    );
    const name = `stagedoor:replay:${hash.toString('base64')}`;
    expect(sent).toEqual([['SET', name, '1', 'NX', 'EX', '361']]);
  });

  it('takes another prefix and margin', async () => {
    const { store, sent } = storeThatGets('OK', { prefix: 'p:', clockMarginSeconds: 0 });
    await store.addIfAbsent('abc', NOW + 5.5);
    expect(sent).toMatchObject([['SET', expect.stringMatching(/^p:.{44}$/), '1', 'NX', 'EX', '6']]);
  });

  it('says that the key was there', async () => {
    expect(await storeThatGets(null).store.addIfAbsent('a', NOW + 5)).toBe('present');
  });

  it.each([[undefined], ['QUEUED'], [1], [true], [['OK']]])(
    'fails where it gets something else: %s',
    async (reply) => {
      await expect(storeThatGets(reply).store.addIfAbsent('a', NOW + 5)).rejects.toMatchObject({
        code: 'invalid_auth_option',
      });
    },
  );

  it.each([0, -1, -1e6])(
    'fails where its clock is not that of the verifier: %i s left',
    async (leftSeconds) => {
      const { store, sent } = storeThatGets('OK');
      await expect(store.addIfAbsent('a', NOW + leftSeconds)).rejects.toMatchObject({
        code: 'invalid_auth_option',
      });
      expect(sent).toEqual([]);
    },
  );

  it('takes the clock of the system where it is given none', async () => {
    const sent: string[][] = [];
    const send = async (...command: string[]): Promise<unknown> => {
      sent.push(command);
      return 'OK';
    };
    vi.useFakeTimers({ now: NOW * 1000 });
    await createRedisReplayStore({ send }).addIfAbsent('a', NOW + 5);
    expect(sent[0]?.slice(3)).toEqual(['NX', 'EX', '65']);
  });

  it('fails where Redis does', async () => {
    const send = () => Promise.reject(new Error('planted'));
    await expect(
      createRedisReplayStore({ send, now: () => NOW }).addIfAbsent('a', NOW + 5),
    ).rejects.toThrow('planted');
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses a margin of %s',
    (clockMarginSeconds) => {
      const send = () => Promise.resolve('OK');
      expect(() => createRedisReplayStore({ send, clockMarginSeconds })).toThrow(
        'clockMarginSeconds',
      );
    },
  );
});
