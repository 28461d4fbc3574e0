/** Seals texts for storage. A port: what is stored alone gives no secret away. */
export interface Keyring {
  /**
   * Encrypts `plaintext`. `place` names where it is kept (table, column and row): sealed text that is moved to another
   * place does not open there. Throws `data_key_exhausted`.
   */
  seal(plaintext: string, place: string): Promise<string>;
  /** A new key of 32 random bytes, sealed: it opens to their base64url. */
  sealNewKey(place: string): Promise<string>;
  /** The plaintext. Throws `sealed_text_invalid` where the text was changed or moved, `master_key_missing` without its key. */
  open(sealed: string, place: string): Promise<string>;
}
