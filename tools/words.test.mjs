import { describe, expect, it } from 'vitest';
import { formatFinding } from './findings.mjs';
import { plantTree } from './planted-tree.mjs';
import { checkWords, unknownWords } from './words.mjs';

const WORD_LIST =
  'token # what it is about\npolicy\nverify\ndata\ninformation\nhandle\nhandler\nprocess\ndo\nmanage\ndate\n';
const FILE = 'packages/x/src/a.ts';

const plant = (text, others = {}) =>
  plantTree({ 'tools/words.txt': WORD_LIST, [FILE]: text, ...others });
const wordsOf = (text, others) => checkWords(plant(text, others)).map(formatFinding);

describe('names', () => {
  it('accepts words of the list, also in the plural, and numbers', () => {
    const text = `export const VERIFY_TOKENS = 1; export class TokenPolicies {}
      export function verifyToken007() {} export type TOKENHandler = 1; const inner = 1;`;
    expect(wordsOf(text)).toEqual([]);
  });

  it.each(['Manager', 'Helper', 'Helpers', 'Impl', 'Util', 'Info'])('reports %s', (word) => {
    expect(wordsOf(`export class Token${word} {}`)).toEqual([
      `${FILE}:1 Token${word}: '${word.toLowerCase()}' says nothing, name the thing`,
    ]);
  });

  it('reports Data at the end of a name', () => {
    expect(wordsOf('export type DataToken = 1;')).toEqual([]);
    expect(wordsOf('export type TokenData = 1;')).toEqual([
      `${FILE}:1 TokenData: 'Data' says nothing, name the thing`,
    ]);
  });

  it.each(['handle', 'process', 'do', 'manage'])('reports a function named %s...', (verb) => {
    const message = `${FILE}:1 ${verb}Token: say what it does`;
    expect(wordsOf(`export function ${verb}Token() {}`)).toEqual([message]);
    expect(wordsOf(`export const ${verb}Token = () => 1;`)).toEqual([message]);
  });

  it('reports an interface that begins with I', () => {
    const message = `${FILE}:1 IToken: no I before an interface`;
    expect(wordsOf('export interface IToken {}')).toContain(message);
  });

  it('reports and lists words that are not in the list', () => {
    const text = 'export const zebraToken = 1;\nexport const appleTokens = 1;';
    expect(wordsOf(text)).toEqual([
      `${FILE}:1 zebraToken: 'zebra' is not in tools/words.txt`,
      `${FILE}:2 appleTokens: 'apple' is not in tools/words.txt`,
    ]);
    expect(unknownWords(plant(text))).toEqual(['apple', 'zebra']);
  });
});

describe('vectors', () => {
  const vectorsOf = (value) => wordsOf('', { 'vectors/rfc/a.json': JSON.stringify(value) });

  it('accepts a source at the top, or one for each entry', () => {
    expect(vectorsOf({ source: 'RFC 4231, section 4', vectors: [{}, {}] })).toEqual([]);
    expect(vectorsOf([{ source: 'RFC 4231, section 4' }])).toEqual([]);
    expect(vectorsOf({ vectors: [{ source: 'RFC 4231, section 4' }] })).toEqual([]);
  });

  it('reports entries without one, and an empty one', () => {
    const message = "has no 'source': say where it comes from";
    expect(vectorsOf([{ source: 'RFC 4231' }, {}])).toEqual([
      `vectors/rfc/a.json:1 entry 1 ${message}`,
    ]);
    expect(vectorsOf({ source: ' ', list: [{}] })).toEqual([
      `vectors/rfc/a.json:1 entry 0 ${message}`,
    ]);
    expect(vectorsOf({ key: 'value' })).toEqual([
      "vectors/rfc/a.json:1 no 'source': say where these vectors come from",
    ]);
  });
});
