import type { CustomerKeys } from '../../credential-lookup.js';
import type { TriedSecret } from '../live-secrets.js';

/** Octets of a public key: RFC 8032, section 5.1.5. */
const PUBLIC_KEY_BYTES = 32;

/** The base point, RFC 8032, section 5.1: a key like any other, so that it costs the same. What it matches counts for nothing. */
const PLACEHOLDER = /* @__PURE__ */ Uint8Array.from({ length: PUBLIC_KEY_BYTES }, (_, index) =>
  index === 0 ? 0x58 : 0x66,
);

/**
 * Two Ed25519 public keys to try, always, whether the customer exists and however many it has. One that does not have 32
 * octets counts as not there.
 */
export function listTriedPublicKeys(keys: CustomerKeys | undefined): readonly TriedSecret[] {
  const publicKeys = keys?.ed25519PublicKeys ?? [];
  return (['primary', 'secondary'] as const).map((name, index) => {
    const octets = publicKeys[index];
    if (octets?.length === PUBLIC_KEY_BYTES) return { octets, name };
    return { octets: PLACEHOLDER, name: undefined };
  });
}
