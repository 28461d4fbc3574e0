/** A request that is to be signed: exactly what will be sent. */
export interface UnsignedRequest {
  /** In capitals. */
  readonly method: string;
  /** Host, and port where the URL has one that is not the default: what will be sent as Host. */
  readonly authority: string;
  /** Path and query as they will stand in the request line. */
  readonly target: string;
  /** The octets that will be sent. Left out: none. */
  readonly body?: Uint8Array | undefined;
}

/** What proves a customer. */
export interface CustomerCredential {
  readonly customerId: string;
  readonly customerSecret: string;
}
