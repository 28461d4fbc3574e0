import { describe, expect, it } from 'vitest';
import { buildChallenges } from './challenges.js';

const build = (...challenges: readonly string[]): unknown =>
  buildChallenges(challenges.map((challenge) => ({ challenge })));

describe('buildChallenges', () => {
  it('gives a reason only where something was shown, and says each scheme once', () => {
    expect(build('Bearer', 'Bearer')).toEqual({
      asking: 'Bearer',
      refusing: 'Bearer error="invalid_token"',
    });
  });

  it('adds the reason to parameters, and only where a Bearer is asked for', () => {
    expect(build('Bearer realm="tokens"', 'Digest realm="x"')).toEqual({
      asking: 'Bearer realm="tokens", Digest realm="x"',
      refusing: 'Bearer realm="tokens", error="invalid_token", Digest realm="x"',
    });
  });

  it('asks for nothing where there is nothing to ask for', () => {
    expect(build('')).toEqual({ asking: undefined, refusing: undefined });
    expect(build()).toEqual({ asking: undefined, refusing: undefined });
  });
});
