import { type MasterKeyLine, parseMasterKeyLines } from '@stagedoor/platform';

const HEADER = `# Master keys of Stagedoor. Whoever has one of them and the database has every secret in it: keep them apart, and keep a
# copy of this file in a third place. The first key wraps; the others still unwrap what was wrapped with them.
`;

/** What is written above each key that this program makes. */
const remarkOf = (id: string): string => `# key ${id}`;

/** A new key with the instant at which it was made, Unix seconds. */
export interface NewKey {
  readonly key: Uint8Array;
  readonly madeAt: number;
}

function writeKey({ key, madeAt }: NewKey, origin: string): readonly string[] {
  const hex = Array.from(key, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const [parsed] = parseMasterKeyLines(hex, origin);
  const date = new Date(madeAt * 1000).toISOString().replace('.000Z', 'Z');
  return [`${remarkOf(parsed?.id ?? '')}, made ${date}`, hex];
}

/** The text of a new file of master keys. Throws `master_key_invalid` for bytes that are not random. */
export function writeKeyText(first: NewKey, origin: string): string {
  return `${HEADER}${writeKey(first, origin).join('\n')}\n`;
}

/** The text with a new key in front of all others; the rest stays as it is. Throws `master_key_invalid`. */
export function addKeyToText(text: string, added: NewKey, origin: string): string {
  const lines = text.split('\n');
  const [first] = parseMasterKeyLines(text, origin);
  const index = first === undefined ? lines.length : first.line - 1;
  const hasRemark = lines[index - 1]?.startsWith('# key ') === true;
  return lines.toSpliced(hasRemark ? index - 1 : index, 0, ...writeKey(added, origin)).join('\n');
}

/** The line without those keys; undefined where nothing but them was in it. */
function removeFromLine(
  line: string,
  keys: readonly MasterKeyLine[],
  ids: readonly string[],
): string | undefined {
  if (keys.length === 0) return ids.some((id) => line.startsWith(remarkOf(id))) ? undefined : line;
  const words = line
    .replace(/#.*/, '')
    .split(/[\s,]+/)
    .filter(Boolean);
  const kept = words.filter((_, index) => !ids.includes(keys[index]?.id ?? ''));
  if (kept.length === words.length) return line;
  return kept.length === 0 ? undefined : kept.join(' ');
}

/** The text without the keys of these IDs. Throws `master_key_invalid`. */
export function removeKeysFromText(text: string, ids: readonly string[], origin: string): string {
  const keys = parseMasterKeyLines(text, origin);
  return text
    .split('\n')
    .flatMap((line, index) => {
      const left = removeFromLine(
        line,
        keys.filter((each) => each.line === index + 1),
        ids,
      );
      return left === undefined ? [] : [left];
    })
    .join('\n');
}
