import { CHAIN_START, hashLine } from './audit-chain.js';

/** How the lines of an audit file hang together. */
export type AuditCheck =
  | {
      readonly kind: 'intact';
      readonly count: number;
      /** The hash of the last line, to be kept elsewhere. */
      readonly head: string;
    }
  | {
      readonly kind: 'broken';
      /** The first line that does not follow the one before it, from 1 on. */
      readonly line: number;
    };

function previousOf(line: string): unknown {
  try {
    const entry: unknown = JSON.parse(line);
    return typeof entry === 'object' && entry !== null && 'previous' in entry
      ? entry.previous
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether each line has the hash of the one before. The first line of a file that another one was rotated away from
 * follows the last line of that one: `follows` is its hash, and left out, the first line is believed.
 */
export async function checkAuditLines(
  lines: AsyncIterable<string> | Iterable<string>,
  follows?: string,
): Promise<AuditCheck> {
  let head = follows;
  let count = 0;
  for await (const line of lines) {
    count += 1;
    const previous = previousOf(line);
    if (typeof previous !== 'string' || (head !== undefined && previous !== head)) {
      return { kind: 'broken', line: count };
    }
    head = hashLine(line);
  }
  return { kind: 'intact', count, head: head ?? CHAIN_START };
}
