/**
 * Whether `signature` is one of Ed25519 over `message`: RFC 9421, section 3.3.6. Also false where the octets are no
 * public key, and where the runtime has no Ed25519.
 */
export async function verifyEd25519(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const { subtle } = crypto;
  // Copies, because WebCrypto takes no view of memory that is shared.
  const octets = Uint8Array.from(publicKey);
  try {
    const key = await subtle.importKey('raw', octets, 'Ed25519', false, ['verify']);
    const [given, signed] = [Uint8Array.from(signature), Uint8Array.from(message)];
    return await subtle.verify('Ed25519', key, given, signed);
  } catch {
    return false;
  }
}
