import { describe, expect, it } from 'vitest';
import { ALL_KNOWN } from '../../test/explained-token.js';
import { EXPLAINED_TOKENS } from '../../test/explained-tokens.js';
import { catchTokenError } from '../../test/catch-token-error.js';
import { explainToken } from '../explain-token.js';
import { inspectToken } from '../inspect-token.js';
import { findOlderFormat } from './older-formats.js';

const OLDER = EXPLAINED_TOKENS.filter(({ kind }) => kind === 'older_version');

describe('findOlderFormat', () => {
  it.each(OLDER)('gives one name and one fix to reader and doctor: $name', ({ token }) => {
    const { name, fix } = findOlderFormat(token)!;
    expect(catchTokenError(() => inspectToken(token)).message).toContain(`it is ${name}; ${fix}`);
    expect(explainToken(token, ALL_KNOWN).findings).toMatchObject([
      { kind: 'older_version', message: expect.stringContaining(`the text is ${name};`), fix },
    ]);
  });

  it('has another name for each', () => {
    expect(OLDER.length).toBeGreaterThanOrEqual(6);
    const names = OLDER.map(({ token }) => findOlderFormat(token)?.name);
    expect(new Set(names).size).toBe(OLDER.length);
  });

  it.each(['', '007', '007eJx', '002abc', '1:2:3:4', 'hello', 'Bearer 006abc'])(
    'knows nothing of %j',
    (text) => {
      expect(findOlderFormat(text)).toBeUndefined();
    },
  );
});
