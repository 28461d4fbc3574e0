/** What templates, shells and documents write for a value that is to be filled in. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/\{\{[^{}\r\n]{0,80}\}\}/, 'a variable of Postman or of a template'],
  [/\$\{[A-Za-z_][\w.]{0,80}\}/, 'a variable of a shell or a template string'],
  [/\$\([^)\r\n]{0,80}\)/, 'a command that a shell was to run'],
  [/\$[A-Za-z_]\w{1,80}/, 'a variable of a shell'],
  [/%[A-Z_]{3,80}%/, 'a variable of Windows'],
  [/<[A-Za-z][\w .-]{0,80}>/, 'a place that a document leaves open'],
  [/\byour[_ -][\w-]{1,80}/i, 'an example of a document'],
];

/** How many of the patterns stand for nothing else in a text of any sort. */
const SURE_PATTERNS = 1;

/** A place that was to be filled in. */
export interface FoundVariable {
  readonly text: string;
  /** What it is, as half a sentence. */
  readonly description: string;
}

/** The first place of a credential, a URL or a header that was to be filled in and was not. */
export function findVariable(text: string): FoundVariable | undefined {
  return findPattern(text, PATTERNS);
}

/** The same in a body, where only `{{name}}` can be nothing else. */
export function findBodyVariable(text: string): FoundVariable | undefined {
  return findPattern(text, PATTERNS.slice(0, SURE_PATTERNS));
}

function findPattern(text: string, patterns: typeof PATTERNS): FoundVariable | undefined {
  for (const [pattern, description] of patterns) {
    const [found] = pattern.exec(text) ?? [];
    if (found !== undefined) return { text: found, description };
  }
  return undefined;
}

/** What programs write for a value that is missing. */
const PLACEHOLDERS: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'undefined',
  'null',
  'nil',
  'none',
  'nan',
  'false',
  'true',
  '[object object]',
  '[object promise]',
]);

/** Whether a text is what a program writes for a value that is missing. */
export const isPlaceholder = (text: string): boolean => PLACEHOLDERS.has(text.toLowerCase());
