import type { IncomingMessage } from 'node:http';
import { BlockList, isIP, isIPv6 } from 'node:net';
import { InvalidProxyError } from '../errors.js';

const MAX_PREFIX = { 4: 32, 6: 128 } as const;
const NETWORK = /^(?<address>[^/]+)(?:\/(?<prefix>\d{1,3}))?$/;
const MAPPED = /^::ffff:(?=\d+\.)/i;
const PORT_OF_IPV4 = /^(?<address>[\d.]+):\d+$/;
const BRACKETS = /^\[(?<address>[^\]]+)\](?::\d+)?$/;

type Family = 'ipv4' | 'ipv6';
const familyOf = (address: string): Family => (isIPv6(address) ? 'ipv6' : 'ipv4');

function listProxies(proxies: readonly string[]): BlockList {
  const list = new BlockList();
  for (const proxy of proxies) {
    const { address = '', prefix } = NETWORK.exec(proxy)?.groups ?? {};
    const version = isIP(address);
    if (version !== 4 && version !== 6) throw new InvalidProxyError(proxy);
    const bits = prefix === undefined ? MAX_PREFIX[version] : Number(prefix);
    // Everybody would be a proxy, and could write any address.
    if (bits === 0 || bits > MAX_PREFIX[version]) throw new InvalidProxyError(proxy);
    list.addSubnet(address, bits, familyOf(address));
  }
  return list;
}

/** An address as proxies write it, perhaps with a port; undefined for what is none. */
function readAddress(text: string): string | undefined {
  const trimmed = text.trim();
  const match = BRACKETS.exec(trimmed) ?? PORT_OF_IPV4.exec(trimmed);
  const address = (match?.groups?.['address'] ?? trimmed).replace(MAPPED, '');
  return isIP(address) === 0 ? undefined : address;
}

/**
 * Tells the address of a client behind proxies, for `clientAddressOf`: of the addresses in `X-Forwarded-For`, from the last
 * one on, the first that is not a trusted proxy itself. What stands before it can be written by anyone. `proxies`: addresses
 * and networks, `10.0.0.7` and `10.0.0.0/8`. Throws `invalid_proxy`.
 */
export function clientAddressBehind(
  proxies: readonly string[],
): (incoming: IncomingMessage) => string | undefined {
  const list = listProxies(proxies);
  const isProxy = (address: string): boolean => list.check(address, familyOf(address));
  return ({ socket, headers }) => {
    let client = readAddress(socket.remoteAddress ?? '');
    const forwarded = String(headers['x-forwarded-for'] ?? '').split(',');
    while (client !== undefined && isProxy(client) && forwarded.length > 0) {
      const next = readAddress(forwarded.pop() ?? '');
      // A proxy that writes what is no address hides its clients: they are all one with it.
      if (next === undefined) return client;
      client = next;
    }
    return client;
  };
}
