import type { Caller, CallerAuthenticator, PresentedRequest } from './caller.js';
import { CallerInvalidError } from './errors.js';

/** A caller as your own function names it. */
export interface CustomCaller {
  /** Names the caller among those of its kind and issuer. Not empty. */
  readonly id: string;
  /** For policies. Default `custom`. */
  readonly kind?: string | undefined;
  /** Who vouches for the ID, where that is not you. */
  readonly issuer?: string | undefined;
  /** Default: none. */
  readonly scopes?: readonly string[] | undefined;
  /** For policies. Default: none. */
  readonly claims?: Readonly<Record<string, unknown>> | undefined;
  /** The App IDs of the projects that it may ask for. Left out: all of the server. */
  readonly appIds?: readonly string[] | undefined;
}

/** What `customCallers` takes. */
export interface CustomCallersOptions {
  /** For the `WWW-Authenticate` of a refusal, such as `Basic realm="app"`. Default: none. */
  readonly challenge?: string | undefined;
  /**
   * Who calls. Returns nothing only where the request shows nothing that this function reads, because then the other
   * ways are tried, `anonymousCallers` among them. Throws `CallerRefusedError` where what it shows proves nothing.
   */
  identify(
    this: void,
    request: PresentedRequest,
  ): CustomCaller | null | undefined | Promise<CustomCaller | null | undefined>;
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

const isTextList = (value: unknown): boolean =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

/** Functions without types return anything, and a caller without an ID would be the same as every other. */
function checkCaller({ kind, id, scopes, claims, appIds }: Caller): void {
  if (!isText(id)) throw new CallerInvalidError('id must be a text');
  if (!isText(kind)) throw new CallerInvalidError('kind must be a text');
  if (!isTextList(scopes)) throw new CallerInvalidError('scopes must be a list of texts');
  if (appIds !== undefined && !isTextList(appIds)) {
    throw new CallerInvalidError('appIds must be a list of texts');
  }
  if (typeof claims !== 'object' || claims === null) {
    throw new CallerInvalidError('claims must be an object');
  }
}

function toCaller(found: CustomCaller): Caller {
  const { id, kind = 'custom', issuer, scopes = [], claims = {}, appIds } = found;
  const caller = { kind, id, issuer, scopes, claims, appIds };
  checkCaller(caller);
  return caller;
}

/** Callers as your own program knows them: by a session, by a header of your gateway, by your own keys. */
export function customCallers({
  challenge = '',
  identify,
}: CustomCallersOptions): CallerAuthenticator {
  return {
    challenge,
    authenticate: async (request) => {
      const found = await identify(request);
      return found === undefined || found === null ? undefined : toCaller(found);
    },
  };
}
