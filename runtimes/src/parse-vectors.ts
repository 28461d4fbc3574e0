import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  DigestVector,
  MacVector,
  RequestVector,
  Token006Vectors,
  TokenVectors,
  Vectors,
} from './vectors.js';

const MAC_FILES = ['hmac-sha256.json', 'hmac-sha256-wycheproof.json'];

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
  };
}
