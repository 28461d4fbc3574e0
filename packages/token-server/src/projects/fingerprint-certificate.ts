import { sha256 } from '@stagedoor/token/sha256';
import type { TokenProject } from './token-project.js';

const UTF8 = new TextEncoder();
const FINGERPRINT_BYTES = 4;

/** What was computed for a project that is still in use. */
const computed = new WeakMap<TokenProject, ReadonlyMap<string, string>>();

function computeFingerprint(certificate: string): string {
  const digest = sha256(UTF8.encode(certificate)).subarray(0, FINGERPRINT_BYTES);
  return Array.from(digest, (octet) => octet.toString(16).padStart(2, '0')).join('');
}

/**
 * What logs and metrics name a certificate by, which they must not show: the first 8 hex digits of the SHA-256 of its text.
 * 128 random bits cannot be found from 32 of their digest.
 */
export function fingerprintCertificate(project: TokenProject, certificate: string): string {
  const known = computed.get(project)?.get(certificate);
  if (known !== undefined) return known;
  const all = new Map(project.certificates.map((each) => [each, computeFingerprint(each)]));
  computed.set(project, all);
  return all.get(certificate) ?? computeFingerprint(certificate);
}
