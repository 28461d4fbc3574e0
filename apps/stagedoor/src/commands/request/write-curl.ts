import type { OutgoingRequest } from './outgoing-request.js';

/** A word as a POSIX shell reads it back. */
const quoteWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** A value of which each character is an octet, as the text that a terminal shows. */
const showValue = (value: string): string =>
  UTF8.decode(Uint8Array.from(value, (character) => character.charCodeAt(0)));

/** `--data-binary` would take a text that begins with @ for the name of a file. */
function dataOption({ body, bodyFile }: OutgoingRequest): readonly string[] {
  if (bodyFile !== undefined) return [`--data-binary ${quoteWord(`@${bodyFile}`)}`];
  if (body === undefined) return [];
  const text = UTF8.decode(body);
  return [`${text.startsWith('@') ? '--data-raw' : '--data-binary'} ${quoteWord(text)}`];
}

/** curl makes a form of every body, unless it is told the type, or that there is none. */
function typeOption({ body, headers }: OutgoingRequest): readonly string[] {
  const hasType = headers.some(([name]) => name.toLowerCase() === 'content-type');
  return body === undefined || hasType ? [] : ["-H 'Content-Type:'"];
}

const headerOption = ([name, value]: readonly [string, string]): string =>
  `-H ${quoteWord(value === '' ? `${name};` : `${name}: ${showValue(value)}`)}`;

/**
 * A command of curl that sends exactly this request when it is pasted into a POSIX shell: over HTTP/1.1, which the
 * signature names, and without changes to the path.
 */
export function writeCurl(request: OutgoingRequest): string {
  const { method, url, headers } = request;
  const { protocol, authority, target } = url;
  const parts = [
    `curl --http1.1 --path-as-is --globoff ${method === 'HEAD' ? '--head' : `-X ${quoteWord(method)}`}`,
    quoteWord(`${protocol}//${authority}${target}`),
    ...headers.map(headerOption),
    ...typeOption(request),
    ...dataOption(request),
  ];
  return parts.join(' \\\n  ');
}
