const GROUPS = 8;
/** What one customer of a network is given: a /64. */
const BLOCK_GROUPS = 4;
const ZONE = /%.*$/;
const DOTTED = /^(?<before>.*:)(?<a>\d{1,3})\.(?<b>\d{1,3})\.(?<c>\d{1,3})\.(?<d>\d{1,3})$/;
/** The groups in front of an IPv4 address that is written as an IPv6 one. */
const MAPPED = '0:0:0:0:0:ffff';

/** The last two groups may be written as an IPv4 address. */
function writeGroups(address: string): string {
  const { before, a, b, c, d } = DOTTED.exec(address)?.groups ?? {};
  if (before === undefined) return address;
  const high = Number(a) * 256 + Number(b);
  const low = Number(c) * 256 + Number(d);
  return `${before}${high.toString(16)}:${low.toString(16)}`;
}

const splitGroups = (text: string): readonly number[] =>
  text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));

/** The groups of an IPv6 address, however it is written. */
function readGroups(address: string): readonly number[] {
  const [head = '', tail] = writeGroups(address.replace(ZONE, '')).split('::');
  const before = splitGroups(head);
  if (tail === undefined) return before;
  const after = splitGroups(tail);
  const zeros = Math.max(GROUPS - before.length - after.length, 0);
  return [...before, ...Array.from({ length: zeros }, () => 0), ...after];
}

/**
 * What counts as one client: an IPv4 address, also one that is mapped into IPv6; of an IPv6 address its /64, because who has
 * one address of it has them all.
 */
export function addressBlockOf(address: string): string {
  if (!address.includes(':')) return address;
  const groups = readGroups(address).map((group) => group.toString(16));
  if (groups.slice(0, -2).join(':') === MAPPED) {
    const [high = 0, low = 0] = groups.slice(-2).map((group) => Number.parseInt(group, 16));
    return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  }
  return `${groups.slice(0, BLOCK_GROUPS).join(':')}::/64`;
}
