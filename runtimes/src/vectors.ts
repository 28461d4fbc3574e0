/** The digest of a message: of `messageHex`, or of `text` repeated. */
export interface DigestVector {
  readonly name: string;
  readonly messageHex?: string;
  readonly text?: string;
  readonly repeat?: number;
  readonly digestHex: string;
}

/** The MAC of a message, cut to the length of `macHex`; a wrong one where `valid` is false. */
export interface MacVector {
  readonly name: string;
  readonly keyHex: string;
  readonly messageHex: string;
  readonly macHex: string;
  readonly valid?: boolean;
}

/** A token of format 007 with fixed time and salt. */
export interface TokenVector {
  readonly name: string;
  readonly token: string;
}

/** A token of format 006 with fixed end and salt, and what it was made from. */
export interface Token006Vector {
  readonly name: string;
  readonly args: {
    readonly channelName: string;
    readonly uid: number;
    readonly privilegeExpiredTs: number;
  };
  /** When it ends, Unix seconds. */
  readonly ts: number;
  readonly salt: number;
  readonly token: string;
}

/** The tokens of format 006 of one project. */
export interface Token006Vectors {
  readonly appId: string;
  readonly certificate: string;
  readonly vectors: readonly Token006Vector[];
}

/** The tokens of format 007 of one project, time and salt. */
export interface TokenVectors {
  readonly appId: string;
  readonly certificate: string;
  readonly issueTs: number;
  readonly salt: number;
  readonly vectors: readonly TokenVector[];
}

/** A request signed with `hmac`, and what it was made from. */
export interface RequestVector {
  readonly id: string;
  readonly method: string;
  readonly target: string;
  readonly authority: string;
  /** IMF-fixdate; the clock stands there. */
  readonly date: string;
  /** In UTF-8. */
  readonly body: string;
  readonly customerId: string;
  readonly customerSecret: string;
  /** The value of Digest. */
  readonly digest: string;
  /** Base64. */
  readonly signature: string;
}

/** A request signed with `message-signature`. */
export interface MessageVector {
  readonly id: string;
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  /** The inner list that is signed, with its parameters. */
  readonly signatureParams: string;
  readonly algorithm: string;
  /** Base64 of the shared secret, or of the public key. */
  readonly key: string;
  /** Base64. */
  readonly signature: string;
}

/** What every runtime is shown: the files of vectors/, by what they are about. */
export interface Vectors {
  readonly digests: readonly DigestVector[];
  readonly macs: readonly MacVector[];
  readonly tokens007: TokenVectors;
  readonly tokens006: Token006Vectors;
  readonly requests: readonly RequestVector[];
  /** Those that a verifier accepts. */
  readonly messages: readonly MessageVector[];
}
