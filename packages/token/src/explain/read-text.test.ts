import { describe, expect, it } from 'vitest';
import { forgeToken, wrapContent } from '../../test/forge-token.js';
import { isTruncated, readText } from './read-text.js';

const TOKEN = forgeToken({});

describe('readText', () => {
  it('reads a token, and keeps its content when others are read', () => {
    const read = readText(TOKEN);
    const again = readText(forgeToken({ salt: 2 }));
    if (read.kind !== 'read' || again.kind !== 'read') throw new Error('not read');
    expect(read.decoded.content).not.toEqual(again.decoded.content);
    expect(read.decoded.claims.salt).toBe(1);
  });

  it('repairs one damage below the other, and says why the text was refused', () => {
    expect(readText(`'Bearer "${encodeURIComponent(TOKEN)}"'\n`)).toMatchObject({
      kind: 'repaired',
      error: { code: 'unsupported_version' },
      decoded: { claims: { salt: 1 } },
    });
  });

  it('gives back what is left where nothing helps', () => {
    expect(readText('"hello"')).toMatchObject({
      kind: 'unreadable',
      core: 'hello',
      repairs: [{ kind: 'quoted' }],
    });
    expect(readText('"007"')).toMatchObject({ core: '007', error: { code: 'bad_base64' } });
    expect(readText(wrapContent(new Uint8Array(40)))).toMatchObject({ kind: 'unreadable' });
  });

  it('tries nothing on a text that is too long for a token', () => {
    expect(readText(`"${'a'.repeat(140_000)}"`)).toMatchObject({ kind: 'unreadable', core: '' });
  });

  it.each([
    ['"', ''],
    ['=', ''],
    [' ', 'x'],
    ['\\', ''],
    ['%41', ''],
    ['[', ''],
    ['{"a":', ''],
    ['?token=007', ''],
    ['?aaaa', '&'],
    ['007', ''],
    ['token=', ''],
    ['agora token=', ''],
    ['e\u0301', ''],
    ['\u200b', 'x'],
  ])('takes no longer than its length allows: %j', (part, end) => {
    const text = part.repeat(Math.floor(130_000 / part.length)) + end;
    const started = performance.now();
    readText(text);
    readText(`007${text}`);
    readText(`"007${text}"`);
    // In one second a regular expression that goes back again and again would not be done with a tenth of it.
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('isTruncated', () => {
  it('is true of what a cut leaves', () => {
    expect(isTruncated(TOKEN.slice(0, 60))).toBe(true);
    expect(isTruncated(TOKEN.slice(0, 61))).toBe(true);
  });

  it.each(['', '007', 'hello', TOKEN, `${TOKEN.slice(0, 61)}=`, '006abcd'])(
    'is false of %j',
    (text) => {
      expect(isTruncated(text)).toBe(false);
    },
  );
});
