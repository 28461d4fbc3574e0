import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { APP_ID, CERTIFICATE, ISSUED_AT } from '../../test/forge-token.js';
import { inspectToken } from '../inspect-token.js';
import { verifyToken } from '../verify-token.js';
import { buildDraft, type Draft, type DraftService } from './build-draft.js';

const LOGIN: DraftService = { type: 2, privileges: [[1, 60]], toFields: () => ['zoe'] };
const DRAFT: Draft = {
  appId: APP_ID,
  certificate: CERTIFICATE,
  expiresInSeconds: 600,
  services: [LOGIN],
};
/** Fails with a name of its own, so that the first failure shows. */
const failing = (name: string): never => {
  throw new Error(name);
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: ISSUED_AT * 1000 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('buildDraft', () => {
  it('signs a token that begins now', () => {
    const token = buildDraft(DRAFT);
    const expectation = { service: 'rtm', userId: 'zoe', privileges: ['login'] } as const;
    const verified = verifyToken(token, {
      appId: APP_ID,
      certificates: [CERTIFICATE],
      expect: expectation,
    });
    expect(verified).toMatchObject({ issuedAt: ISSUED_AT, expiresInSeconds: 600 });
    expect(buildDraft(DRAFT)).not.toBe(token);
  });

  it('writes the services by number, and those of one number in their order', () => {
    const chat = (user: string): DraftService => ({ ...LOGIN, type: 5, toFields: () => [user] });
    const services = [chat('b'), LOGIN, chat('a')];
    const read = inspectToken(buildDraft({ ...DRAFT, services })).services;
    expect(read).toMatchObject([{ service: 'rtm' }, { userId: 'b' }, { userId: 'a' }]);
  });

  it('returns an empty text for a project that is none, before it looks at anything else', () => {
    const services = [{ ...LOGIN, toFields: () => failing('fields') }];
    for (const change of [{ appId: 'x' }, { certificate: 'x' }, { appId: '' }]) {
      expect(buildDraft({ ...DRAFT, services, expiresInSeconds: -1, ...change })).toBe('');
    }
  });

  it('takes an App ID and a certificate of any sort that agora-token takes', () => {
    const boxed: unknown = Object(APP_ID);
    const token = buildDraft({ ...DRAFT, appId: boxed as string });
    expect(inspectToken(token).appId).toBe(APP_ID);
    const bytes: unknown = {
      ...DRAFT,
      appId: Buffer.from(APP_ID),
      certificate: Buffer.from(CERTIFICATE),
    };
    const fromBytes = buildDraft(bytes as Draft);
    expect(inspectToken(fromBytes).appId).toBe(APP_ID);
    for (const appId of [undefined, null, 7]) {
      expect(buildDraft({ ...DRAFT, appId: appId as never })).toBe('');
    }
  });

  it('looks at the life of the token, then at each service: its fields, then its privileges', () => {
    const first: DraftService = {
      type: 1,
      privileges: [[1, -1]],
      toFields: () => failing('first'),
    };
    const second: DraftService = { ...LOGIN, toFields: () => failing('second') };
    const services = [second, first];
    expect(() => buildDraft({ ...DRAFT, services, expiresInSeconds: -1 })).toThrow(RangeError);
    expect(() => buildDraft({ ...DRAFT, services })).toThrow('first');
    const late = { ...first, toFields: () => [] };
    expect(() => buildDraft({ ...DRAFT, services: [second, late] })).toThrow(RangeError);
  });

  it('signs more than a reader takes', () => {
    const large: DraftService = { ...LOGIN, toFields: () => ['a'.repeat(65_535)] };
    const token = buildDraft({ ...DRAFT, services: [large, large] });
    const options = { appId: APP_ID, certificates: [CERTIFICATE], maxContentBytes: 200_000 };
    expect(verifyToken(token, options).services).toHaveLength(2);
  });
});
