/**
 * Header fields as they arrived: in order, duplicates kept, nothing decoded. Each character of a value is one octet
 * (Latin-1), as `node:http` gives them in `rawHeaders`.
 */
export type HeaderPairs = readonly (readonly [name: string, value: string])[];

/** What is known of a request before its body is read. */
export interface RequestHead {
  /** The method as it stands in the request line. */
  readonly method: string;
  /** Path and query as they stand in the request line: never through a URL parser, which changes them. */
  readonly target: string;
  /** The version of the connection. Default `1.1`. */
  readonly httpVersion?: '1.0' | '1.1' | '2' | '3' | undefined;
  readonly headers: HeaderPairs;
}

/** A body that was hashed while it was read, so that nobody need keep it. */
export interface BodyDigest {
  /** SHA-256 of the octets as they were transferred, without the framing of chunks: 32 bytes. */
  readonly sha256: Uint8Array;
  /** SHA-512 of the same octets: 64 bytes. Needed only for clients whose Content-Digest has nothing but a `sha-512`. */
  readonly sha512?: Uint8Array | undefined;
  /** How many octets there were. */
  readonly byteLength: number;
}

/** The octets of a body, without the framing of chunks; or their digest. */
export type RequestBody = Uint8Array | BodyDigest;

/** A request with its body. */
export interface ReceivedRequest extends RequestHead {
  /** Left out: there is none. */
  readonly body?: RequestBody | undefined;
}
