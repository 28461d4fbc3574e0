import { InvalidAppIdError } from '../../errors.js';
import { InvalidStreamUrlError } from './errors.js';
import { splitStreamUrl } from './split-stream-url.js';
import type { StreamUrlPorts } from './stream-url-ports.js';

/** Whose domain is meant. */
interface DomainOwner {
  readonly organizationId: string;
  readonly appId: string;
}

/** The host of a stream URL in lower case, without its port; undefined where it has none that a domain can have. */
function hostOf(url: string): string | undefined {
  const origin = splitStreamUrl(url)?.origin ?? '';
  return /^[^:]+:\/\/(?<host>[a-z0-9.-]+)(?::\d*)?$/i.exec(origin)?.groups?.['host']?.toLowerCase();
}

/**
 * The timestamp key of the domain in that URL, undefined where it has none. Throws `invalid_appid` for a project that the
 * organization does not have, and `invalid_stream_url` for a host that is none of the project's domains.
 */
export async function findAuthKey(
  { projects, broadcastDomains }: StreamUrlPorts,
  url: string,
  { organizationId, appId }: DomainOwner,
): Promise<string | undefined> {
  const project = await projects.findByAppId(appId);
  if (project?.organizationId !== organizationId) throw new InvalidAppIdError();
  const host = hostOf(url);
  const domain = host === undefined ? undefined : await broadcastDomains.find(host);
  if (domain?.projectId === project.id) return domain.authKey;
  throw new InvalidStreamUrlError(
    'the host of the URL is none of the domains of that project: add it, or give the key itself',
  );
}
