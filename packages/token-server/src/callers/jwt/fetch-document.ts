import { IssuerUnreachableError } from '../errors.js';

/** Some times as much as the largest that are known. */
const MAX_DOCUMENT_BYTES = 131_072;

/** When it is of use to ask again after a fetch that failed. */
export const RETRY_SECONDS = 5;

/** What fetches, and what ends it. */
export interface DocumentPorts {
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal;
}

const refuse = (url: URL, reason: string): IssuerUnreachableError =>
  new IssuerUnreachableError(`${url.href} ${reason}`, RETRY_SECONDS);

/** By pieces, so that what is too large is not read to its end: the length that is declared can be a lie. */
async function readText(url: URL, { body }: Response): Promise<string> {
  if (body === null) return '';
  const reader: ReadableStreamDefaultReader<Uint8Array> = body.getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let byteLength = 0;
  for (;;) {
    const { value } = await reader.read();
    if (value === undefined) return text + decoder.decode();
    byteLength += value.length;
    if (byteLength > MAX_DOCUMENT_BYTES) {
      await reader.cancel();
      throw refuse(url, `is larger than ${MAX_DOCUMENT_BYTES} bytes`);
    }
    text += decoder.decode(value, { stream: true });
  }
}

/**
 * The JSON at `url`. Follows no redirect: keys come from where the operator or the issuer said, and from nowhere else. Throws
 * `issuer_unreachable`, and what the fetch throws.
 */
export async function fetchDocument(url: URL, { fetch, signal }: DocumentPorts): Promise<unknown> {
  const response = await fetch(url.href, {
    // The mode `error` is unknown to some runtimes; with this one a redirect is an answer like any other.
    redirect: 'manual',
    headers: { accept: 'application/json' },
    signal,
  });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw refuse(url, `answers ${response.status}`);
  }
  const text = await readText(url, response);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw refuse(url, 'is no JSON');
  }
}
