import type { SigningDraft } from './signing-draft.js';
import type { Alteration, VariantRow } from './variant-row.js';

const TEXT_FIX = 'join the lines with one line feed (0x0A) each, and put none behind the last';

const withText = (
  draft: SigningDraft,
  changes: Pick<SigningDraft, 'lineEnd' | 'end'>,
  message: string,
): Alteration => ({ draft: { ...draft, ...changes }, message });

const CRLF: VariantRow = {
  kind: 'line_ends_crlf',
  axis: 'text',
  fix: TEXT_FIX,
  list: (draft) => [
    withText(
      draft,
      { lineEnd: '\r\n', end: '' },
      'the client joined the lines with carriage return and line feed',
    ),
    withText(
      draft,
      { lineEnd: '\r\n', end: '\r\n' },
      'the client ended each line with carriage return and line feed',
    ),
  ],
};

const ESCAPED: VariantRow = {
  kind: 'line_ends_escaped',
  axis: 'text',
  fix: "write a real line feed: '\\n' in single quotes is two characters in PHP and in shells",
  list: (draft) => [
    withText(
      draft,
      { lineEnd: String.raw`\n`, end: '' },
      'the client joined the lines with the two characters \\ and n',
    ),
    withText(
      draft,
      { lineEnd: String.raw`\n`, end: '\n' },
      'the client joined the lines with the two characters \\ and n',
    ),
    withText(draft, { lineEnd: '', end: '' }, 'the client joined the lines with nothing'),
    withText(draft, { lineEnd: ' ', end: '' }, 'the client joined the lines with blanks'),
    withText(draft, { lineEnd: ', ', end: '' }, 'the client joined the lines with commas'),
  ],
};

const AT_END: VariantRow = {
  kind: 'line_end_at_end',
  axis: 'text',
  fix: `${TEXT_FIX}; echo adds one, printf '%s' does not`,
  list: (draft) => [
    withText(
      draft,
      { lineEnd: '\n', end: '\n' },
      'the client signed a line feed behind the last line',
    ),
    withText(draft, { lineEnd: '\n', end: ' ' }, 'the client signed a blank behind the last line'),
  ],
};

/** What can be otherwise in how the lines are put together. */
export const TEXT_VARIANTS: readonly VariantRow[] = [AT_END, CRLF, ESCAPED];
