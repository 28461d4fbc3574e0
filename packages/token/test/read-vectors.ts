import { readFileSync } from 'node:fs';

/** The digest of a message: of `messageHex`, or of `text` repeated. */
export interface DigestVector {
  readonly name: string;
  readonly messageHex?: string;
  readonly text?: string;
  readonly repeat?: number;
  readonly digestHex: string;
}

/** The MAC of a message, cut to the length of `macHex`. */
export interface MacVector {
  readonly name: string;
  readonly keyHex: string;
  readonly messageHex: string;
  readonly macHex: string;
}

/** The same, and whether it is the MAC at all. */
export interface JudgedMacVector extends MacVector {
  readonly valid: boolean;
}

/** A token with fixed time and salt, and what it was made from. */
export interface TokenVector {
  readonly name: string;
  readonly builder: string;
  readonly args: Readonly<Record<string, string | number>>;
  readonly signingInfoHex: string;
  readonly signatureHex: string;
  readonly token: string;
}

/** The tokens of one project, time and salt. */
export interface TokenVectors {
  readonly appId: string;
  readonly certificate: string;
  readonly issueTs: number;
  readonly salt: number;
  readonly k1Hex: string;
  readonly k2Hex: string;
  readonly vectors: readonly TokenVector[];
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../vectors/${path}`, import.meta.url), 'utf8'));
}

export function readDigestVectors(): readonly DigestVector[] {
  return (readJson('hashes/sha256.json') as { vectors: DigestVector[] }).vectors;
}

export function readMacVectors(): readonly MacVector[] {
  return (readJson('hashes/hmac-sha256.json') as { vectors: MacVector[] }).vectors;
}

export function readWycheproofVectors(): readonly JudgedMacVector[] {
  return (readJson('hashes/hmac-sha256-wycheproof.json') as { vectors: JudgedMacVector[] }).vectors;
}

export function readTokenVectors(): TokenVectors {
  return readJson('tokens/007.json') as TokenVectors;
}
