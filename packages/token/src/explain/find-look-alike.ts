const INVISIBLE = /[\s\p{Cf}]/gu;
/** A cut name is only taken for the whole one where enough of it is left. */
const MIN_PREFIX = 3;
/** No name is longer; normal forms of endless texts can take long to make. */
const MAX_NAME_LENGTH = 512;

const withoutInvisible = (text: string): string => text.replace(INVISIBLE, '');

/** Ways in which two texts look the same, or nearly, and are not. */
const LIKENESSES: readonly {
  readonly description: string;
  isAlike(a: string, b: string): boolean;
}[] = [
  {
    description: 'they differ only in upper and lower case',
    isAlike: (a, b) => a.toLowerCase() === b.toLowerCase(),
  },
  {
    description: 'they differ only by a space at the beginning or the end',
    isAlike: (a, b) => a.trim() === b.trim(),
  },
  {
    description: 'they look the same, but their letters are put together from other characters',
    isAlike: (a, b) => a.normalize('NFC') === b.normalize('NFC'),
  },
  {
    description: 'they differ only in spaces or invisible characters',
    isAlike: (a, b) => withoutInvisible(a) === withoutInvisible(b),
  },
  {
    description: 'they differ only in case, spaces and the forms of characters',
    isAlike: (a, b) =>
      withoutInvisible(a.normalize('NFKC')).toLowerCase() ===
      withoutInvisible(b.normalize('NFKC')).toLowerCase(),
  },
  {
    description: 'one is the beginning of the other',
    isAlike: (a, b) =>
      Math.min(a.length, b.length) >= MIN_PREFIX && (a.startsWith(b) || b.startsWith(a)),
  },
];

/** How two different texts are alike, as half a sentence; undefined where they are not. */
export function findLookAlike(a: string, b: string): string | undefined {
  if (Math.max(a.length, b.length) > MAX_NAME_LENGTH) return undefined;
  return LIKENESSES.find((likeness) => likeness.isAlike(a, b))?.description;
}
