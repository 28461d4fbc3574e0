import { readFileSync } from 'node:fs';

/** A token of format 006 with fixed end and salt, and what it was made from. */
interface Token006Vector {
  readonly name: string;
  readonly builder: string;
  readonly args: {
    readonly channelName: string;
    readonly uid: number;
    readonly role: number;
    readonly privilegeExpiredTs: number;
  };
  readonly ts: number;
  readonly salt: number;
  readonly crcChannel: number;
  readonly crcUid: number;
  readonly messageHex: string;
  readonly signatureHex: string;
  readonly token: string;
}

/** The tokens of one project. */
export interface Token006Vectors {
  readonly appId: string;
  readonly certificate: string;
  readonly vectors: readonly Token006Vector[];
}

export function readToken006Vectors(): Token006Vectors {
  const path = new URL('../../../vectors/tokens/006.json', import.meta.url);
  return JSON.parse(readFileSync(path, 'utf8')) as Token006Vectors;
}
