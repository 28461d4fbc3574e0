import { PastedRequestUnreadableError } from '../errors.js';
import type { HeaderPairs, RequestHead } from '../request.js';
import { decodeAnyBase64 } from './decode-loosely.js';
import { fromOctetText, toOctetText } from './octet-text.js';
import { parseUrlParts } from './parse-url-parts.js';
import type { PastedRequest } from './pasted-request.js';

type JsonRecord = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const recordOf = (value: unknown): JsonRecord => (isRecord(value) ? value : {});

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PastedRequestUnreadableError('it begins like JSON and is none');
  }
}

/** The entries of a HAR, or the one that was copied alone. */
function listEntries(parsed: unknown): readonly unknown[] {
  if (Array.isArray(parsed)) return parsed as readonly unknown[];
  const { log } = recordOf(parsed);
  const { entries } = recordOf(log);
  return Array.isArray(entries) ? (entries as readonly unknown[]) : [parsed];
}

/** The request of an entry, or the entry itself where only that was copied. Counts from 0. */
function pickRequest(parsed: unknown, index: number): JsonRecord {
  const entries = listEntries(parsed);
  const entry = recordOf(entries[index]);
  const request = isRecord(entry['request']) ? entry['request'] : entry;
  if (textOf(request['url']) !== undefined) return request;
  throw new PastedRequestUnreadableError(
    entries.length > index
      ? 'the JSON has no request with a url in it'
      : `the HAR has ${entries.length} entries, and number ${index + 1} was asked for`,
  );
}

/** Fields of HTTP/2 that stand for the request line are none of HTTP/1.1. */
function readHeaders(request: JsonRecord, authority: string): HeaderPairs {
  const { headers } = request;
  const pairs = (Array.isArray(headers) ? (headers as readonly unknown[]) : []).map((header) => {
    const { name, value } = recordOf(header);
    return [textOf(name) ?? '', toOctetText(textOf(value) ?? '')] as const;
  });
  const given = pairs.find(([name]) => name.toLowerCase() === ':authority')?.[1];
  const sent = pairs.filter(([name]) => name !== '' && !name.startsWith(':'));
  const hasHost = sent.some(([name]) => name.toLowerCase() === 'host');
  return hasHost ? sent : [['Host', given ?? authority], ...sent];
}

/** The octets of the body; undefined where there should be some and are not. */
function readBody(request: JsonRecord): Uint8Array | undefined {
  const { postData, bodySize } = request;
  const { text, encoding } = recordOf(postData);
  const content = textOf(text);
  if (content === undefined) {
    const isEmpty = !(typeof bodySize === 'number' && bodySize > 0) && postData === undefined;
    return isEmpty ? new Uint8Array() : undefined;
  }
  return encoding === 'base64' ? decodeAnyBase64(content) : fromOctetText(toOctetText(content));
}

function httpVersionOf({ httpVersion }: JsonRecord): RequestHead['httpVersion'] {
  const version = textOf(httpVersion) ?? '';
  if (/^h2|\/2/i.test(version)) return '2';
  return /^h3|\/3/i.test(version) ? '3' : '1.1';
}

/**
 * Reads an entry of a HAR, or one of all in it: the first, unless `index` says which, from 0 on. Throws
 * `pasted_request_unreadable`.
 */
export function parseHarEntry(text: string, index = 0): PastedRequest {
  const request = pickRequest(parseJson(text.replace(/^\uFEFF/, '')), index);
  const url = parseUrlParts(toOctetText(textOf(request['url']) ?? ''), 'https');
  const body = readBody(request);
  return {
    form: 'har',
    request: {
      method: textOf(request['method']) ?? 'GET',
      target: url.target,
      httpVersion: httpVersionOf(request),
      headers: readHeaders(request, url.authority),
      body,
    },
    known: {
      urlScheme: url.urlScheme,
      isBodyUnknown: body === undefined,
      hasUrlCredential: url.credential !== undefined,
    },
  };
}
