import { isIP } from 'node:net';

const BITS_OF_VERSION: Readonly<Record<number, number>> = { 4: 32, 6: 128 };
const PREFIX = /^\d{1,3}$/;

/** A range of addresses. */
export interface Network {
  readonly address: string;
  readonly prefixBits: number;
  readonly family: 'ipv4' | 'ipv6';
}

/** An address or a network in CIDR notation (`10.0.0.0/8`, `::1`); undefined where the text is neither. */
export function parseNetwork(text: string): Network | undefined {
  const [address = '', prefix, ...rest] = text.split('/');
  const maxBits = BITS_OF_VERSION[isIP(address)];
  if (maxBits === undefined || rest.length > 0 || address.includes('%')) return undefined;
  if (prefix !== undefined && !PREFIX.test(prefix)) return undefined;
  const prefixBits = prefix === undefined ? maxBits : Number(prefix);
  if (prefixBits > maxBits) return undefined;
  return { address, prefixBits, family: maxBits === 32 ? 'ipv4' : 'ipv6' };
}
