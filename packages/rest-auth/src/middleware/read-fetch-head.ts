import type { HeaderPairs, RequestHead } from '../request.js';

/** An absolute URL as runtimes write it: scheme, authority, then path and query up to a fragment. */
const URL_TEXT = /^[a-z][a-z0-9+.-]*:\/\/(?<authority>[^/?#]*)(?<target>[^#]*)/i;

/**
 * The head of a request of the fetch standard, as far as that still has it. What is lost before this function sees it:
 *
 * - the target as it was sent: the runtime has resolved dots and escaped what it would escape, and may have dropped a `?`
 *   with nothing behind it. Nothing is parsed or escaped again here;
 * - duplicates: values of the same name are joined by a comma, which no signature of such a header survives;
 * - the order and letter case of names, which prove nothing; and the version, for which 1.1 is taken;
 * - the body of a GET or HEAD.
 *
 * Each of these can make a right request fail; none lets one pass that `next` would read otherwise than it was signed. Where
 * a runtime has the raw values, build the
 * head of them instead: the option `headOf`. Host is the header where the runtime shows it, else the authority of the URL.
 */
export function readFetchHead({ method, url, headers }: Request): RequestHead {
  const { authority = '', target = '' } = URL_TEXT.exec(url)?.groups ?? {};
  const fields: HeaderPairs = [...headers];
  return {
    method,
    target: target.startsWith('/') ? target : `/${target}`,
    headers: headers.has('host') ? fields : [['host', authority], ...fields],
  };
}
