import type { RequestFindingKind } from '../finding-kinds.js';

/** What a client may have signed in the place of the signature base. */
export interface BaseVariant {
  readonly kind: RequestFindingKind;
  readonly message: string;
  readonly fix: string;
  readonly text: string;
}

type Write = (base: string) => string;

const BASE_FIX =
  'build the base as RFC 9421, section 2.5, has it: one line for each component, and the list behind them';

/** A component's value, written otherwise. */
const withValue =
  (name: string, alter: (value: string) => string): Write =>
  (base) =>
    base
      .split('\n')
      .map((line) => {
        const start = `"${name}": `;
        return line.startsWith(start) ? start + alter(line.slice(start.length)) : line;
      })
      .join('\n');

const PARAMS_LINE = /\n"@signature-params": .*$/;

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const VARIANTS: readonly (readonly [RequestFindingKind, string, string, Write])[] = [
  [
    'line_end_at_end',
    'the client signed a line feed behind the last line',
    'put no line feed behind "@signature-params"',
    (base) => `${base}\n`,
  ],
  [
    'line_ends_crlf',
    'the client joined the lines with carriage return and line feed',
    'join the lines with line feeds alone',
    (base) => base.replaceAll('\n', '\r\n'),
  ],
  [
    'params_line_missing',
    'the client signed no line "@signature-params"',
    BASE_FIX,
    (base) => base.replace(PARAMS_LINE, ''),
  ],
  [
    'names_unquoted',
    'the client signed the names without their quotes',
    BASE_FIX,
    (base) => base.replaceAll(/^"([^"]+)":/gm, '$1:'),
  ],
  [
    'method_letter_case',
    'the client signed the method in lower case',
    'sign the method in capitals, as it is sent',
    withValue('@method', (value) => value.toLowerCase()),
  ],
  [
    'query_unsigned',
    'the client signed an empty query',
    'sign "@query" with its question mark, and all that follows it',
    withValue('@query', () => '?'),
  ],
  [
    'query_rewritten',
    'the client signed the query without its question mark',
    'sign "@query" with its question mark; it is ? alone where there is no query',
    withValue('@query', (value) => value.slice(1)),
  ],
  [
    'path_decoded',
    'the client signed the path without its percent-escapes',
    'sign the path as it is sent',
    withValue('@path', decode),
  ],
  [
    'slash_at_end',
    'the client signed the path with a slash at its end',
    'sign the path as it is sent',
    withValue('@path', (value) => `${value}/`),
  ],
  ...['443', '80', '8080'].map(
    (port) =>
      [
        'host_other_port',
        `the client signed the authority with the port ${port}`,
        'sign the host in lower case, with its port only where that is not the default one',
        withValue('@authority', (value) => `${value.replace(/:\d+$/, '')}:${port}`),
      ] as const,
  ),
  [
    'host_other_port',
    'the client signed the authority without its port',
    'sign the host with its port where that is not the default one',
    withValue('@authority', (value) => value.replace(/:\d+$/, '')),
  ],
];

/** Every way in which clients get a signature base wrong, that is another text than `base`. */
export const listBaseVariants = (base: string): readonly BaseVariant[] =>
  VARIANTS.map(([kind, message, fix, write]) => ({ kind, message, fix, text: write(base) })).filter(
    ({ text }) => text !== base,
  );
