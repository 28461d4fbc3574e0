import { sha256 } from '@stagedoor/token/sha256';
import type { DerivedUser } from '../policy/policy.js';

const UTF8 = new TextEncoder();
const UIDS = 4_294_967_295;

/**
 * A uid for a name: 1 to 4294967295, the same for the same name, project and realm on every server and in every runtime.
 * Computed alone it can fall on one uid for two names: of 10,000 users, about one time in a hundred. `attempt` counts
 * from 0: a directory that keeps what is taken tries the next one.
 */
export function deriveUid(appId: string, { realm, name }: DerivedUser, attempt = 0): number {
  const text = JSON.stringify(['stagedoor uid 1', appId, realm, name, attempt]);
  const digest = sha256(UTF8.encode(text));
  const view = new DataView(digest.buffer, digest.byteOffset, digest.byteLength);
  return 1 + Number(view.getBigUint64(0) % BigInt(UIDS));
}
