import { beforeEach, describe, expect, it } from 'vitest';
import { UserIdQuota } from './user-id-quota.js';

const MAX = 20;

describe('UserIdQuota', () => {
  let stored: number;
  let countings: string[];
  let time: number;
  let quota: UserIdQuota;

  beforeEach(() => {
    stored = 0;
    countings = [];
    time = 1000;
    const store = {
      count: async (appId: string, most: number) => {
        countings.push(appId);
        return Math.min(stored, most);
      },
    };
    quota = new UserIdQuota(store, { maxUserIds: MAX, now: () => time });
  });

  /** Takes, and stores what was allowed, until it is refused. */
  const takeAll = async (): Promise<unknown> => {
    for (;;) {
      try {
        await quota.take('app');
      } catch (error) {
        return error;
      }
      stored += 1;
    }
  };

  it('lets as many in as may be, and counts seldom', async () => {
    expect(await takeAll()).toMatchObject({ code: 'too_many_user_ids' });
    expect(stored).toBe(MAX);
    expect(countings.length).toBeLessThan(MAX);
  });

  it('counts what others stored', async () => {
    stored = MAX - 1;
    await takeAll();
    expect(stored).toBe(MAX);
    stored = MAX + 5;
    await expect(quota.take('app')).rejects.toMatchObject({ code: 'too_many_user_ids' });
  });

  it('counts a full project once a minute, and lets names in again when there is room', async () => {
    stored = MAX;
    for (let index = 0; index < 10; index += 1) {
      await expect(quota.take('app')).rejects.toMatchObject({ code: 'too_many_user_ids' });
    }
    expect(countings).toHaveLength(1);
    stored = 0;
    time += 59;
    await expect(quota.take('app')).rejects.toMatchObject({ code: 'too_many_user_ids' });
    time += 1;
    await quota.take('app');
    expect(countings).toHaveLength(2);
  });

  it('counts once however many ask at the same time', async () => {
    await Promise.all([quota.take('app'), quota.take('app'), quota.take('other')]);
    expect(countings).toEqual(['app', 'other']);
  });

  it('tries again after a failure of the store', async () => {
    let isBroken = true;
    const store = {
      count: () => (isBroken ? Promise.reject(new TypeError('gone')) : Promise.resolve(0)),
    };
    quota = new UserIdQuota(store, { maxUserIds: MAX, now: () => time });
    await expect(quota.take('app')).rejects.toThrow('gone');
    isBroken = false;
    await expect(quota.take('app')).resolves.toBeUndefined();
  });
});
