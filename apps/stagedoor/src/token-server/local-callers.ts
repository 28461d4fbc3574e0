import {
  ANONYMOUS,
  type CallerAuthenticator,
  type PresentedRequest,
  TokenRequestError,
} from '@stagedoor/token-server';
import { isLoopback } from '../is-loopback.js';

/** A page from elsewhere asks, by the browser of whoever develops here. */
class PageNotLocalError extends TokenRequestError {
  readonly code = 'page_not_local';
  override readonly status = 403;
  constructor() {
    super(
      'this server has no policy, and answers programs and pages of its own machine alone; give it a policy for others',
    );
  }
}

/** The host of a URL without brackets and port; undefined for what is no URL of the web. */
function hostOf(url: string): string | undefined {
  if (!URL.canParse(url) || !/^https?:/.test(url)) return undefined;
  return new URL(url).hostname.replace(/^\[|\]$/g, '');
}

const isLocal = (url: string): boolean => {
  const host = hostOf(url);
  return host !== undefined && (isLoopback(host) || host.endsWith('.localhost'));
};

/**
 * Any page that is open in a browser of this machine can send requests here, and by a name of its own that leads here it
 * can read the answers. Programs send no `Origin`.
 */
function checkIsLocal(request: PresentedRequest): void {
  const origin = request.header('origin');
  const host = request.header('host');
  if (origin !== undefined && !isLocal(origin)) throw new PageNotLocalError();
  if (host !== undefined && !isLocal(`http://${host}`)) throw new PageNotLocalError();
}

/** Lets in who shows nothing, from this machine: pages of other sites are refused. */
export const localCallers: CallerAuthenticator = {
  challenge: '',
  authenticate: (request) => {
    checkIsLocal(request);
    return ANONYMOUS;
  },
};
