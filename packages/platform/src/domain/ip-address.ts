import { isIP } from 'node:net';

/** RFC 4291, section 2.5.5.2, as a URL writes it. */
const MAPPED = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;
/** The longest spelling of an IPv6 address. */
const MAX_LENGTH = 45;

/** Half of an IPv4 address. */
function toOctets(hex: string): string {
  const number = Number.parseInt(hex, 16);
  return `${Math.floor(number / 256)}.${number % 256}`;
}

/** IPv6 in its shortest form: RFC 5952. */
function toCanonicalV6(text: string): string {
  // The parser of URLs writes them so.
  const canonical = new URL(`http://[${text}]`).hostname.slice(1, -1);
  const mapped = MAPPED.exec(canonical);
  if (mapped === null) return canonical;
  const [, high = '', low = ''] = mapped;
  return `${toOctets(high)}.${toOctets(low)}`;
}

/**
 * The one spelling of an IP address: IPv4 in four decimal numbers, IPv6 as RFC 5952 has it, and an IPv4 address that is
 * mapped into IPv6 as IPv4. Undefined where the text is none; networks (`10.0.0.0/8`) and zones (`fe80::1%eth0`) are none.
 */
export function toCanonicalAddress(text: string): string | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const version = isIP(text);
  if (version === 4) return text;
  return version === 6 && !text.includes('%') ? toCanonicalV6(text) : undefined;
}
