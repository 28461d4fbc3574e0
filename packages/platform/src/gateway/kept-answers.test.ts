import { describe, expect, it } from 'vitest';
import { KeptAnswers } from './kept-answers.js';

const placeOf = (organizationId: string, operationId = 'list') => ({ organizationId, operationId });
const answerOf = (body: string) => ({ status: 200, body });

describe('KeptAnswers', () => {
  it('give an answer again until its organization changes', () => {
    const kept = new KeptAnswers();
    kept.keep(placeOf('a'), answerOf('of a'), kept.generation);
    kept.keep(placeOf('b'), answerOf('of b'), kept.generation);
    expect(kept.find(placeOf('a'))).toEqual(answerOf('of a'));
    expect(kept.find(placeOf('a', 'other'))).toBeUndefined();
    kept.forget('a');
    expect([kept.find(placeOf('a')), kept.find(placeOf('b'))]).toEqual([
      undefined,
      answerOf('of b'),
    ]);
    kept.forget(undefined);
    expect(kept.find(placeOf('b'))).toBeUndefined();
  });

  it('keep nothing that was read before a change', () => {
    const kept = new KeptAnswers();
    const { generation } = kept;
    kept.forget('somebody else');
    kept.keep(placeOf('a'), answerOf('old'), generation);
    expect(kept.find(placeOf('a'))).toBeUndefined();
  });

  it('keep no answer that is large, and not too many', () => {
    const kept = new KeptAnswers();
    kept.keep(placeOf('large'), answerOf('x'.repeat(1_048_577)), kept.generation);
    expect(kept.find(placeOf('large'))).toBeUndefined();
    const body = 'x'.repeat(1_000_000);
    for (let i = 0; i < 20; i += 1) kept.keep(placeOf(String(i)), answerOf(body), kept.generation);
    const found = Array.from({ length: 20 }, (_, i) => kept.find(placeOf(String(i))));
    expect(found.filter(Boolean)).toHaveLength(4);
    expect(found.at(-1)).toEqual(answerOf(body));
  });
});
