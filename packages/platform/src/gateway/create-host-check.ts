/** A name without its port; of an address of IPv6 without what follows the bracket. */
const withoutPort = (authority: string): string => authority.replace(/:\d*$/, '');

/**
 * Whether a request with this `Host` is for here. A host that is allowed without a port is found with any; letter case and
 * the dot at the end of a name do not count. A missing one is for others to refuse.
 */
export function createHostCheck(
  allowedHosts: readonly string[],
): (host: string | undefined) => boolean {
  if (allowedHosts.length === 0) return () => true;
  const allowed = new Set(allowedHosts.map((host) => host.toLowerCase()));
  return (host) => {
    if (host === undefined) return true;
    const authority = host.toLowerCase();
    const name = withoutPort(authority);
    return allowed.has(authority) || allowed.has(name) || allowed.has(name.replace(/\.$/, ''));
  };
}
