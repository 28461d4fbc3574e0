import { BlockList, isIP } from 'node:net';
import { parseNetwork } from './parse-network.js';

/**
 * Whether an address is in one of the networks; what is no network counts for nothing. An IPv4 address that is written as
 * IPv6 (`::ffff:10.0.0.1`) is found in a network of IPv4.
 */
export function createNetworkCheck(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const text of networks) {
    const network = parseNetwork(text);
    if (network === undefined) continue;
    list.addSubnet(network.address, network.prefixBits, network.family);
  }
  return (address) => {
    const version = isIP(address);
    return version !== 0 && list.check(address, version === 4 ? 'ipv4' : 'ipv6');
  };
}
