import { isIP } from 'node:net';
import { toCanonicalAddress } from '../domain/ip-address.js';

/** Groups of an IPv6 address that one customer of a network is given: a /64. */
const BLOCK_GROUPS = 4;
const ALL_GROUPS = 8;

/** The first half of an IPv6 address in its shortest form. */
function firstHalf(canonical: string): string {
  const [head = '', tail] = canonical.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : ALL_GROUPS - before.length - after.length;
  const groups = [...before, ...Array.from({ length: zeros }, () => '0'), ...after];
  return groups.slice(0, BLOCK_GROUPS).join(':');
}

/**
 * What is counted as one sender: an IPv4 address, also one that is mapped into IPv6; of an IPv6 address its /64, because
 * whoever has one address of it has them all. A text that is no address is one sender with all others of that kind.
 */
export function addressBlockOf(address: string): string {
  if (isIP(address) === 4) return address;
  const canonical = toCanonicalAddress(address.replace(/%.*$/, ''));
  if (canonical === undefined) return 'unknown';
  return isIP(canonical) === 4 ? canonical : `${firstHalf(canonical)}::/64`;
}
