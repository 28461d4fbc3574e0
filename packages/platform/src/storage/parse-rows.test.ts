import { expect, it } from 'vitest';
import { parseRows } from './parse-rows.js';

it('takes rows for what the query says that they are', () => {
  const rows: readonly { readonly a: number }[] = parseRows([{ a: 1 }]);
  expect(rows).toEqual([{ a: 1 }]);
});
