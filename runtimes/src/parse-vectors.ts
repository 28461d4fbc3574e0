import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  DigestVector,
  MacVector,
  MessageVector,
  RequestVector,
  Token006Vectors,
  TokenVectors,
  Vectors,
} from './vectors.js';

const MAC_FILES = ['hmac-sha256.json', 'hmac-sha256-wycheproof.json'];

/** The others cover less than a verifier wants. */
const ACCEPTED_MESSAGES: ReadonlySet<string> = new Set(['M2', 'M3']);

function parseFile(root: string, path: string): unknown {
  return JSON.parse(readFileSync(join(root, 'vectors', path), 'utf8'));
}

/** The vectors of the repository at `root`. */
export function parseVectors(root: string): Vectors {
  const { vectors: digests } = parseFile(root, 'hashes/sha256.json') as {
    readonly vectors: readonly DigestVector[];
  };
  const macs = MAC_FILES.map(
    (name) => parseFile(root, `hashes/${name}`) as { readonly vectors: readonly MacVector[] },
  );
  return {
    digests,
    macs: macs.flatMap(({ vectors }) => vectors),
    tokens007: parseFile(root, 'tokens/007.json') as TokenVectors,
    tokens006: parseFile(root, 'tokens/006.json') as Token006Vectors,
    requests: parseFile(root, 'requests/hmac.json') as readonly RequestVector[],
    messages: (parseFile(root, 'requests/rfc9421.json') as readonly MessageVector[]).filter(
      ({ id }) => ACCEPTED_MESSAGES.has(id),
    ),
  };
}
