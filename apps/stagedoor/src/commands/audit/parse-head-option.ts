import { UsageError } from '../../errors.js';

/** A head of the audit trail that was noted. */
export interface NotedHead {
  readonly seq: number;
  readonly hash: string;
}

const HEAD = /^(?<seq>\d{1,15}):(?<hash>v1\.[0-9a-f]{8}\.[0-9a-f]{64})?$/;

/** `120:v1.3f0c9a7b.<64 hex>`, as `audit verify` prints it. Throws `usage`. */
export function parseHeadOption(text: string): NotedHead {
  const { seq, hash = '' } = HEAD.exec(text.trim())?.groups ?? {};
  // Only the head of an empty trail has no hash.
  if (seq !== undefined && (hash === '') === (Number(seq) === 0)) return { seq: Number(seq), hash };
  throw new UsageError(
    '--expect-head must be a head as stagedoor audit verify prints it: its number, a colon, and its hash',
  );
}

/** The same the other way round. */
export const toHeadText = ({ seq, hash }: NotedHead): string => `${seq}:${hash}`;
