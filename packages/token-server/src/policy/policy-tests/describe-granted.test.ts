import { expect, it } from 'vitest';
import type { GrantedService } from '../policy.js';
import { describeGranted } from './describe-granted.js';

const describeUser = (user: GrantedService['user']): unknown =>
  describeGranted({ service: 'rtc', rule: 'a', maxLifeSeconds: 60, user })['user'];

it('writes users as policies do', () => {
  expect([
    describeUser({ kind: 'uid', uid: 7 }),
    describeUser({ kind: 'account', account: 'zoe' }),
    describeUser({ kind: 'anyone' }),
    describeUser({ kind: 'derived', name: 'zoe', realm: 'jwt' }),
    describeUser(undefined),
  ]).toEqual([{ uid: 7 }, { account: 'zoe' }, { uid: 0 }, { derivedUid: 'zoe' }, undefined]);
});

it('leaves out what there is not', () => {
  expect(
    describeGranted({ service: 'stt', rule: 'a', maxLifeSeconds: 60, channel: undefined }),
  ).toEqual({
    service: 'stt',
    maxLifeSeconds: 60,
  });
});
