/** What a signature is made of besides request and credential. */
export interface SigningTime {
  /** Unix seconds. */
  readonly now: number;
  /** 16 to 128 printable ASCII characters that no other request has. `message-signature` needs it. */
  readonly nonce?: string | undefined;
  /** When the signature ends, Unix seconds. For `message-signature`; default: the window of the server. */
  readonly expiresAt?: number | undefined;
  /**
   * For `hmac`, whose dates have whole seconds: an ID that no other request has, 1 to 128 visible ASCII characters. It is sent
   * and signed as `X-Request-Id`, so that two requests that are equal otherwise have two signatures.
   */
  readonly requestId?: string | undefined;
  /** The header that has the date of `hmac`: browsers let no program set `date`. Default `date`. */
  readonly dateHeader?: 'date' | 'x-date' | undefined;
}
