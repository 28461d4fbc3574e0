/** What the token server needs of an HTTP request, whatever brings it: Node.js, a fetch handler, a serverless function. */
export interface TokenHttpRequest {
  /** In capitals, as it came. */
  readonly method: string;
  /** Path and query as they came: `/v1/token?x=1`. */
  readonly target: string;
  /** The address of the client, for limits and the log, where it is known. */
  readonly clientAddress: string | undefined;
  /** The value of a header, its name in lower case. Of a header that came twice the values are joined by `, `. */
  header(name: string): string | undefined;
  /** The whole body. Throws `body_too_large`, `body_incomplete` and `body_already_read`. */
  readBody(maxBytes: number): Promise<Uint8Array>;
}
