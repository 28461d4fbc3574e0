/** The program that runs on every runtime: nothing here is of Node. */
import { sha256 } from '@stagedoor/token/sha256';
import { bytesOfText, hexOfBytes } from './hex.js';
import { tryDropIn } from './try-drop-in.js';
import { tryDigest, tryMac } from './try-hashes.js';
import { tryClients } from './try-clients.js';
import { tryMessages } from './try-messages.js';
import { tryRequests } from './try-requests.js';
import { tryTokens006 } from './try-tokens-006.js';
import { tryTokens007 } from './try-tokens-007.js';
import type { Vectors } from './vectors.js';

/** What a runtime says about itself: one line of JSON. */
export interface Tally {
  readonly passed: number;
  /** The names of those that did not do what their vector says. */
  readonly failed: readonly string[];
  /** SHA-256 in hex of everything that every vector led to. */
  readonly digest: string;
}

/** Runs all vectors on this runtime. */
export async function runVectors(vectors: Vectors): Promise<Tally> {
  const { digests, macs, tokens007, tokens006, requests, messages } = vectors;
  const trials = [
    ...digests.map(tryDigest),
    ...macs.map(tryMac),
    ...tryTokens007(tokens007),
    ...tryTokens006(tokens006),
    ...tryDropIn(tokens007),
    ...(await tryRequests(requests)),
    ...(await tryMessages(messages)),
    ...(await tryClients(requests)),
  ];
  const failed = trials.filter(({ got, wanted }) => got !== wanted);
  const said = trials.map(({ name, got, detail }) => `${name}: ${got} ${detail}`).join('\n');
  return {
    passed: trials.length - failed.length,
    failed: failed.map(({ name }) => name),
    digest: hexOfBytes(sha256(bytesOfText(said))),
  };
}
