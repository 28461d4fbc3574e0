import { expect, it } from 'vitest';
import { EMPTY_DRAFT, writeDraft } from './signing-draft.js';
import { TEXT_VARIANTS } from './text-variants.js';
import { itExplains } from '../../../test/explain-rows.js';
import { WRONG_FIELDS } from '../../../test/explained-signatures.js';
import type { ClaimEvidence } from '../customer-findings.js';

const KINDS: readonly string[] = TEXT_VARIANTS.map(({ kind }) => kind);

itExplains(WRONG_FIELDS.filter(({ kind }) => KINDS.includes(kind)));

it('puts two lines together in other ways', () => {
  const draft = { ...EMPTY_DRAFT, names: ['a', 'b'], valueOf: () => '1' };
  const texts = TEXT_VARIANTS.flatMap((row) =>
    row.list(draft, {} as ClaimEvidence).map((each) => writeDraft(each.draft)),
  );
  expect(texts).toEqual([
    'a: 1\nb: 1\n',
    'a: 1\nb: 1 ',
    'a: 1\r\nb: 1',
    'a: 1\r\nb: 1\r\n',
    String.raw`a: 1\nb: 1`,
    `${String.raw`a: 1\nb: 1`}\n`,
    'a: 1b: 1',
    'a: 1 b: 1',
    'a: 1, b: 1',
  ]);
});
