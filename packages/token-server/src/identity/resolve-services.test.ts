import { describe, expect, it } from 'vitest';
import type { DerivedUser, GrantedService } from '../policy/policy.js';
import { resolveServices } from './resolve-services.js';
import type { UidDirectory } from './uid-directory.js';

const ZOE: DerivedUser = { kind: 'derived', name: 'zoe', realm: 'r' };
const granted = (user: GrantedService['user']): GrantedService => ({
  service: 'rtc',
  rule: 'a',
  channel: 'stage',
  user,
  maxLifeSeconds: 60,
});

const NOBODY: UidDirectory = {
  findUid: () => {
    throw new TypeError('nobody was to be found');
  },
};

describe('resolveServices', () => {
  it('asks for no uid where users have one, or an account, or are anyone', async () => {
    const services = [
      granted({ kind: 'uid', uid: 7 }),
      granted({ kind: 'account', account: 'ann' }),
      granted({ kind: 'anyone' }),
      granted(undefined),
    ];
    expect(await resolveServices(services, 'app', NOBODY)).toEqual(services);
  });

  it.each([
    ['at once', () => 9],
    ['later', () => Promise.resolve(9)],
  ])('has the uid of a named user, which may be found %s', async (_, findUid) => {
    const asked: unknown[] = [];
    const uids: UidDirectory = {
      findUid: (...question) => {
        asked.push(question);
        return findUid();
      },
    };
    const services = [granted({ kind: 'uid', uid: 7 }), granted(ZOE)];
    const resolved = await resolveServices(services, 'app', uids);
    expect(resolved).toEqual([granted({ kind: 'uid', uid: 7 }), granted({ kind: 'uid', uid: 9 })]);
    expect(asked).toEqual([['app', ZOE]]);
  });

  it('fails where the directory does: nobody gets the uid of another', async () => {
    await expect(resolveServices([granted(ZOE)], 'app', NOBODY)).rejects.toThrow('nobody');
  });
});
