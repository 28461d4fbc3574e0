/** A stream URL in parts, none of them decoded. */
export interface StreamUrlParts {
  /** `rtmp://push.example.com:1935`; empty where the text begins with its path. */
  readonly origin: string;
  /** With its leading slash. This is what is signed. */
  readonly path: string;
  /** What stands between the ampersands of the query. */
  readonly parameters: readonly string[];
}

/** Far more than a stream URL. */
const MAX_LENGTH = 8192;
/** A fragment is not part of what is requested. */
const FORM = /^(?<origin>[a-z][a-z0-9+.-]*:\/\/[^/?#]+)?(?<path>\/[^?#]*)(?:\?(?<query>[^#]*))?$/i;

/**
 * Splits a stream URL, or its path and query as a server gets them. Its characters stay as they are: what is signed are
 * the bytes that are requested, so nothing may tidy them up. Gives undefined for what is no such text.
 */
export function splitStreamUrl(url: string): StreamUrlParts | undefined {
  const groups = url.length > MAX_LENGTH ? undefined : FORM.exec(url)?.groups;
  if (groups === undefined) return undefined;
  const { origin = '', path = '', query = '' } = groups;
  return { origin, path, parameters: query.split('&').filter((each) => each !== '') };
}

/** The name of a parameter as it stands there. */
const nameOf = (parameter: string): string => parameter.split('=', 1)[0] ?? '';

/** The values of all parameters of that name. */
export function valuesOf({ parameters }: StreamUrlParts, name: string): readonly string[] {
  return parameters
    .filter((each) => nameOf(each) === name)
    .map((each) => each.slice(name.length + 1));
}

/** The parameters but for those that prove the URL. */
export function otherParameters({ parameters }: StreamUrlParts): readonly string[] {
  return parameters.filter((each) => !['ts', 'sign'].includes(nameOf(each)));
}
