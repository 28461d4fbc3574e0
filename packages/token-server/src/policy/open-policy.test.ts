import { expect, it } from 'vitest';
import { ANYBODY, ask } from '../../test/policy-questions.js';
import { OPEN_POLICY } from './open-policy.js';

it('grants everybody what is asked for', () => {
  expect(OPEN_POLICY.decide(ask({ uid: 0 }, ANYBODY))).toEqual({
    kind: 'granted',
    granted: {
      service: 'rtc',
      rule: 'development',
      channel: 'room',
      user: { kind: 'anyone' },
      role: 'publisher',
      maxLifeSeconds: 86_400,
    },
  });
});
