import type { Profile } from '../../profile.js';
import type { RequestHead } from '../../request.js';

const PORT = /:\d+$/;

/** The hosts that the client may have signed: the one it sent, and that one without its port. */
function listHosts(host: string): readonly string[] {
  const port = host.search(PORT);
  return port === -1 ? [host] : [host, host.slice(0, port)];
}

/** The versions that the client may have signed, where the connection has another one than it knew. */
const VERSIONS_OF_CONNECTION: ReadonlyMap<string, readonly string[]> = /* @__PURE__ */ new Map([
  ['1.0', ['HTTP/1.0']],
  ['1.1', ['HTTP/1.1']],
  ['2', ['HTTP/1.1', 'HTTP/2.0']],
  ['3', ['HTTP/1.1', 'HTTP/2.0', 'HTTP/3.0']],
]);

function listVersions({ httpVersion = '1.1' }: RequestHead, profile: Profile): readonly string[] {
  if (profile.requestLineVersions !== undefined) return profile.requestLineVersions;
  const versions = VERSIONS_OF_CONNECTION.get(httpVersion) ?? [];
  const isWithout = profile.name === 'agora' && !versions.includes('HTTP/1.1');
  return isWithout ? ['HTTP/1.1', ...versions] : versions;
}

/** A host and a version that the client may have signed. */
export interface Candidate {
  readonly host: string;
  /** As in the request line: `HTTP/1.1`. */
  readonly version: string;
}

/** Every host with every version. */
export function listCandidates(
  head: RequestHead,
  host: string,
  profile: Profile,
): readonly Candidate[] {
  const candidates: Candidate[] = [];
  for (const each of listHosts(host)) {
    for (const version of listVersions(head, profile)) candidates.push({ host: each, version });
  }
  return candidates;
}
