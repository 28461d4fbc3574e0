import { describe, expect, it } from 'vitest';
import { ALL_KNOWN } from '../../test/explained-token.js';
import {
  type ForgedContent,
  forgeRtc,
  forgeToken,
  ISSUED_AT,
  OTHER_CERTIFICATE,
} from '../../test/forge-token.js';
import { decodeToken } from '../v007/decode.js';
import { MAX_CONTENT_BYTES } from '../v007/envelope.js';
import {
  findEvidence,
  findCode,
  isExpired,
  isNotYetValid,
  type Evidence,
} from './find-evidence.js';
import { parseKnown, type KnownFacts } from './parse-known.js';

const collect = (content: ForgedContent, known: KnownFacts = {}): Evidence =>
  findEvidence(
    decodeToken(forgeToken(content), MAX_CONTENT_BYTES),
    parseKnown({ ...ALL_KNOWN, ...known }),
  );

describe('findEvidence', () => {
  it('finds the entry that satisfies, or the one that the code is about', () => {
    const services = [forgeRtc('a', '7'), forgeRtc('b', '8')];
    const found = collect({ services }, { channel: 'b', uid: 8 });
    expect([found.entry, found.useCode]).toMatchObject([{ channel: 'b' }, undefined]);
    const refused = collect({ services }, { channel: 'b', uid: 9 });
    expect([refused.entry, refused.useCode]).toMatchObject([{ channel: 'b' }, 'wrong_uid']);
    expect(refused.comparisons.map(({ found: value }) => value)).toEqual(['b', '8']);
  });

  it('compares a bounded number of services where nobody vouches for them', () => {
    const services = [...Array.from({ length: 64 }, () => forgeRtc('a', '7')), forgeRtc('b', '7')];
    const useCodeOf = (certificate: string): string | undefined =>
      collect({ services, certificate }, { channel: 'b' }).useCode;
    expect(useCodeOf(OTHER_CERTIFICATE)).toBeUndefined();
    expect(useCodeOf('8'.repeat(32))).toBe('wrong_channel');
  });

  it('has no entry where the service is missing, or nothing is wanted', () => {
    expect(collect({}, { service: 'rtm' })).toMatchObject({ useCode: 'service_missing' });
    expect(collect({}, { service: 'rtm' }).entry).toBeUndefined();
    expect(collect({}).entry).toBeUndefined();
  });
});

describe('findCode', () => {
  it.each<[string | undefined, ForgedContent, KnownFacts]>([
    [undefined, {}, {}],
    ['wrong_app_id', {}, { appId: '9'.repeat(32) }],
    ['bad_signature', { certificate: '8'.repeat(32) }, {}],
    [undefined, { certificate: OTHER_CERTIFICATE }, {}],
    ['bad_signature', { certificate: OTHER_CERTIFICATE }, { use: 'rest' }],
    [undefined, { certificate: OTHER_CERTIFICATE }, { certificates: [] }],
    ['not_yet_valid', {}, { now: ISSUED_AT - 61 }],
    ['expired', {}, { now: ISSUED_AT + 3660, channel: 'b' }],
    ['wrong_channel', {}, { now: ISSUED_AT + 3659, channel: 'b' }],
  ])('is %s', (code, content, known) => {
    expect(findCode(collect(content, known))).toBe(code);
  });

  it('allows for the tolerance to the second', () => {
    expect(isNotYetValid(collect({}, { now: ISSUED_AT - 60 }))).toBe(false);
    expect(isExpired(collect({}, { now: ISSUED_AT + 3600, clockToleranceSeconds: 0 }))).toBe(true);
  });
});
