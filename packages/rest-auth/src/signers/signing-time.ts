/** What a signature is made of besides request and credential. */
export interface SigningTime {
  /** Unix seconds. */
  readonly now: number;
  /** 16 to 128 printable ASCII characters that no other request has. `message-signature` needs it. */
  readonly nonce?: string | undefined;
  /** When the signature ends, Unix seconds. For `message-signature`; default: the window of the server. */
  readonly expiresAt?: number | undefined;
  /** The header that has the date of `hmac`: browsers let no program set `date`. Default `date`. */
  readonly dateHeader?: 'date' | 'x-date' | undefined;
}
