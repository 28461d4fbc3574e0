import type { SecretOmitter } from './secret-omitter.js';

/** Where two texts differ first. Both count from 1. */
export interface StringDifference {
  readonly line: number;
  /** The first character that differs; one behind the shorter line where it only ends earlier. */
  readonly column: number;
}

/** What the server signs, and what the client signed, line by line. No line holds a secret. */
export interface SigningComparison {
  /** What the server builds of the request. */
  readonly server: readonly string[];
  /** What the client signed, where that is known. */
  readonly client?: readonly string[];
  /** Whether it was given, or found by trying what clients get wrong. */
  readonly clientIs?: 'given' | 'found';
  /** Where the two differ first; undefined where they are the same, or only one is known. */
  readonly difference?: StringDifference;
}

/** How many characters two texts have in common at their beginning. */
function countCommon(a: string, b: string): number {
  let count = 0;
  while (count < Math.min(a.length, b.length) && a[count] === b[count]) count += 1;
  return count;
}

/** The first difference of two signing strings; undefined where they are the same. */
export function findStringDifference(a: string, b: string): StringDifference | undefined {
  if (a === b) return undefined;
  const lines = a.slice(0, countCommon(a, b)).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

/** Lines of headers that hold credentials. */
const CREDENTIAL_LINE =
  /^(?<name>"?(?:cookie|x-agora-token|x-api-key|(?:proxy-)?authorization)"?:).*$/i;

const showLines = (text: string, omitter: SecretOmitter): readonly string[] =>
  text.split('\n').map((line) => omitter.omit(line.replace(CREDENTIAL_LINE, '$<name> …')));

/** Both texts side by side, without secrets. Each character of them is one octet, or a whole one. */
export function compareStrings(
  server: string,
  client: { readonly text: string; readonly is: 'given' | 'found' } | undefined,
  omitter: SecretOmitter,
): SigningComparison {
  const shown = { server: showLines(server, omitter) };
  if (client === undefined) return shown;
  const difference = findStringDifference(server, client.text);
  return {
    ...shown,
    client: showLines(client.text, omitter),
    clientIs: client.is,
    ...(difference === undefined ? {} : { difference }),
  };
}
