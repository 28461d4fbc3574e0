import { describe, expect, it } from 'vitest';
import { PROFILES, type Profile } from '../profile.js';
import { rememberSignature } from './remember-signature.js';
import type { ReplayStore } from './replay-store.js';

const USED = { method: 'POST', customerId: 'c', signature: 's', expiresAt: 301 };
const withReplay = (replay: Profile['replay']): Profile => ({ ...PROFILES.strict, replay });
const REFUSE = withReplay('refuse');

/** Answers with what it is told, and keeps what it was given. */
class ToldStore implements ReplayStore {
  readonly given: unknown[] = [];
  readonly #answer: () => Promise<'added' | 'present'>;

  constructor(answer: () => Promise<'added' | 'present'>) {
    this.#answer = answer;
  }

  addIfAbsent(key: string, expiresAt: number): Promise<'added' | 'present'> {
    this.given.push([key, expiresAt]);
    return this.#answer();
  }
}

describe('rememberSignature', () => {
  it('remembers customer and signature until the end', async () => {
    const store = new ToldStore(() => Promise.resolve('added'));
    await rememberSignature(USED, REFUSE, store);
    expect(store.given).toEqual([['c\0s', 301]]);
  });

  it('refuses what was there', async () => {
    const store = new ToldStore(() => Promise.resolve('present'));
    await expect(async () => rememberSignature(USED, REFUSE, store)).rejects.toMatchObject({
      code: 'replayed',
    });
  });

  it.each<[string, () => Promise<'added'>]>([
    ['rejects', () => Promise.reject(new Error('down'))],
    [
      'throws',
      () => {
        throw new Error('down');
      },
    ],
    ['answers with something else', () => Promise.resolve(undefined as unknown as 'added')],
  ])('fails closed where the store %s', async (_, answer) => {
    const remember = async (): Promise<void> =>
      rememberSignature(USED, REFUSE, new ToldStore(answer));
    await expect(remember()).rejects.toMatchObject({ code: 'replay_store_unavailable' });
  });

  it('fails closed where there is no store, and keeps the cause where there is one', async () => {
    await expect(async () => rememberSignature(USED, REFUSE, undefined)).rejects.toMatchObject({
      code: 'replay_store_unavailable',
    });
    const cause = new Error('down');
    const store = new ToldStore(() => Promise.reject(cause));
    await expect(async () => rememberSignature(USED, REFUSE, store)).rejects.toMatchObject({
      cause,
    });
  });

  it.each<[Profile['replay'], string, number]>([
    ['off', 'POST', 0],
    ['off', 'GET', 0],
    ['refuse-unsafe', 'GET', 0],
    ['refuse-unsafe', 'HEAD', 0],
    ['refuse-unsafe', 'OPTIONS', 1],
    ['refuse-unsafe', 'POST', 1],
    ['refuse-unsafe', 'DELETE', 1],
    ['refuse', 'GET', 1],
    ['refuse', 'POST', 1],
  ])('with policy %s asks the store for %s %i times', async (replay, method, count) => {
    const store = new ToldStore(() => Promise.resolve('added'));
    await rememberSignature({ ...USED, method }, withReplay(replay), store);
    expect(store.given).toHaveLength(count);
  });
});
