import { PastedRequestUnreadableError } from '../errors.js';
import type { HeaderPairs, RequestHead } from '../request.js';
import { fromOctetText, toOctetText } from './octet-text.js';
import type { PastedRequest } from './pasted-request.js';

/** `curl -v` and its like put this in front of what they send. */
const SENT_LINE = /^> ?/;

/** The lines that were sent, where the text is what `curl -v` prints; else the text as it is. */
function pickSent(text: string): { readonly text: string; readonly isPicked: boolean } {
  const sent = text.split('\n').filter((line) => SENT_LINE.test(line));
  const isPicked = sent.some((line) => /^> [A-Z]+ \S+ HTTP\//.test(line));
  if (!isPicked) return { text, isPicked };
  return { text: `${sent.map((line) => line.replace(SENT_LINE, '')).join('\n')}\n`, isPicked };
}

/** The parts of a request line; undefined where there is no target. The version may be missing. */
function splitLine(
  line: string,
): { readonly method: string; readonly target: string; readonly version: string } | undefined {
  const end = line.toUpperCase().lastIndexOf(' HTTP/');
  const [start, version] =
    end === -1 ? [line, '1.1'] : [line.slice(0, end), line.slice(end + ' HTTP/'.length).trim()];
  const blank = start.indexOf(' ');
  const [method, target] = [start.slice(0, blank), start.slice(blank + 1).trim()];
  // An answer begins with its version.
  const isRequest = blank >= 1 && target !== '' && !/[:/]/.test(method);
  return isRequest ? { method, target, version } : undefined;
}

const VERSIONS: Readonly<Record<string, NonNullable<RequestHead['httpVersion']>>> = {
  '1.0': '1.0',
  '2': '2',
  '2.0': '2',
  '3': '3',
  '3.0': '3',
};

/** A line that is no header belongs to the one before, as where base64 was wrapped. */
function readHeaders(lines: readonly string[]): HeaderPairs {
  const headers: (readonly [name: string, value: string])[] = [];
  for (const line of lines) {
    const colon = /^[^\s:]+:/.exec(line)?.[0];
    const last = headers.at(-1);
    if (colon !== undefined) {
      headers.push([colon.slice(0, -1), line.slice(colon.length).trim()]);
    } else if (last === undefined) {
      throw new PastedRequestUnreadableError('behind its first line there is no header');
    } else {
      headers[headers.length - 1] = [last[0], `${last[1]}\n${line.trim()}`];
    }
  }
  return headers;
}

const valueOf = (headers: HeaderPairs, name: string): string | undefined =>
  headers.find(([each]) => each.toLowerCase() === name)?.[1];

const CHUNK = /([0-9a-f]{1,8})(?:;[^\r\n]*)?\r?\n/iy;

/** The content of chunks; undefined where the text is none. */
function joinChunks(text: string): string | undefined {
  let content = '';
  let at = 0;
  for (;;) {
    CHUNK.lastIndex = at;
    const match = CHUNK.exec(text);
    if (match === null) return undefined;
    const length = Number.parseInt(match[1] ?? '', 16);
    if (length === 0) return content;
    content += text.slice(CHUNK.lastIndex, CHUNK.lastIndex + length);
    const end = /^\r?\n/.exec(text.slice(CHUNK.lastIndex + length, CHUNK.lastIndex + length + 2));
    if (end === null) return undefined;
    at = CHUNK.lastIndex + length + end[0].length;
  }
}

/** The line end that an editor puts behind the last line is none of the body. */
const withoutLineEnd = (text: string): string => text.replace(/\r?\n$/, '');

/** The body, of which the text may have a line end more. */
function readBody(text: string, headers: HeaderPairs): string {
  if (/chunked/i.test(valueOf(headers, 'transfer-encoding') ?? '')) return joinChunks(text) ?? text;
  const length = Number(valueOf(headers, 'content-length') ?? Number.NaN);
  return text.length > length || Number.isNaN(length) ? withoutLineEnd(text) : text;
}

/** The version that is named, as the verifier calls it; the usual one for any other. */
const httpVersionOf = (version: string): RequestHead['httpVersion'] =>
  Object.hasOwn(VERSIONS, version) ? VERSIONS[version] : '1.1';

function splitHead(text: string): readonly [head: string, body: string] {
  const blank = /\r?\n\r?\n/.exec(text);
  if (blank === null) return [withoutLineEnd(text), ''];
  return [text.slice(0, blank.index), text.slice(blank.index + blank[0].length)];
}

/**
 * Reads a request as it stands on the wire, with CRLF or LF: request line, headers, an empty line, the body. What
 * `curl -v` prints is taken too, which is without the body. Throws `pasted_request_unreadable`.
 */
export function parseRawRequest(text: string): PastedRequest {
  const { text: sent, isPicked } = pickSent(text.replace(/^\uFEFF/, '').replace(/^\s+/, ''));
  const [head, rest] = splitHead(toOctetText(sent));
  const [line = '', ...lines] = head.split(/\r?\n/);
  const parts = splitLine(line);
  if (parts === undefined) {
    throw new PastedRequestUnreadableError('its first line is not METHOD, path and HTTP/1.1');
  }
  const headers = readHeaders(lines);
  const body = readBody(rest, headers);
  const length = valueOf(headers, 'content-length') ?? '0';
  return {
    form: 'raw',
    request: {
      method: parts.method,
      target: parts.target,
      httpVersion: httpVersionOf(parts.version),
      headers,
      body: fromOctetText(body),
    },
    known: { isBodyUnknown: isPicked && length !== '0' },
  };
}
