/** A beginning that tells what a text is, and what to do about it. */
const STRANGERS: readonly { readonly pattern: RegExp; readonly description: string }[] = [
  {
    pattern: /^00[3-6]/,
    description: 'it is of an older version; issue it with a current token builder',
  },
  { pattern: /^["'\s]/, description: 'a quote or a space stands in front; pass the token alone' },
  {
    pattern: /^(bearer|agora token=)/i,
    description: 'the scheme of its header still stands in front; pass the token alone',
  },
];

/** Why a text does not begin as a token must: enough to see the mistake, nothing that could be a secret. */
export function describeStranger(text: string): string {
  const known = STRANGERS.find(({ pattern }) => pattern.test(text));
  return known?.description ?? 'this text does not; pass the token alone, as it was issued';
}
