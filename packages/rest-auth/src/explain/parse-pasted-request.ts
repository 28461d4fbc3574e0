import { PastedRequestUnreadableError } from '../errors.js';
import { parseCurl } from './parse-curl.js';
import { parseHarEntry } from './parse-har-entry.js';
import { parseRawRequest } from './parse-raw-request.js';
import type { PastedRequest } from './pasted-request.js';

/** What `parsePastedRequest` takes besides the text. */
export interface ParsePastedOptions {
  /** Which entry of a HAR, from 0 on. Default 0. */
  readonly entry?: number | undefined;
}

/** `curl` as a command, behind a prompt, variables or a pipe. */
const CURL_COMMAND = /^(?:[^\r\n{}]*[\s;&|/\\$>])?curl(?:\.exe)?\s/i;
const RAW_LINE = /^[^\s:]+ +\S.* HTTP\/\d/i;

/** Reads a pasted request of whichever form: a command of curl, a HAR, or what stands on the wire. Throws `pasted_request_unreadable`. */
export function parsePastedRequest(
  text: string,
  { entry }: ParsePastedOptions = {},
): PastedRequest {
  const start = text.replace(/^\uFEFF/, '').trimStart();
  if (start === '') throw new PastedRequestUnreadableError('it is empty');
  if (/^[{[]/.test(start)) return parseHarEntry(start, entry);
  // The headers of a request may name curl too, as its user agent.
  if (RAW_LINE.test(start)) return parseRawRequest(start);
  return CURL_COMMAND.test(start) ? parseCurl(start) : parseRawRequest(start);
}
