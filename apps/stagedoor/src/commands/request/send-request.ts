import {
  request as requestPlain,
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import { request as requestEncrypted } from 'node:https';
import { RequestNotSentError } from '../../errors.js';
import { joinChunks } from '../../join-chunks.js';
import { describeFailure } from '../../read-text-file.js';
import type { World } from '../../world.js';
import type { OutgoingRequest } from './outgoing-request.js';

/** How long a server may take to answer. */
const ANSWER_LIMIT_SECONDS = 30;
/** More of an answer is not read. */
const MAX_ANSWER_BYTES = 16_777_216;

/** What came back. */
export interface ReceivedAnswer {
  readonly status: number;
  readonly statusText: string;
  /** As they arrived, in order, duplicates kept. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** As UTF-8. */
  readonly body: string;
}

/** All header fields as one list of names and values, which Node sends as it is. */
function listFields({ method, url, headers, body }: OutgoingRequest): readonly string[] {
  const needsLength = body !== undefined || ['POST', 'PUT', 'PATCH'].includes(method);
  return [
    'Host',
    url.authority,
    ...headers.flat(),
    ...(needsLength ? ['Content-Length', String(body?.length ?? 0)] : []),
    'Connection',
    'close',
  ];
}

async function readBody(answer: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  let byteLength = 0;
  for await (const chunk of answer as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    byteLength += chunk.length;
    if (byteLength > MAX_ANSWER_BYTES) break;
  }
  return new TextDecoder().decode(joinChunks(chunks));
}

const pairUp = (fields: readonly string[]): ReceivedAnswer['headers'] =>
  fields.flatMap((name, at) => (at % 2 === 0 ? [[name, fields[at + 1] ?? ''] as const] : []));

const untilAnswered = (sent: ClientRequest): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    sent.once('response', resolve);
    sent.once('error', reject);
  });

async function exchange(request: OutgoingRequest, signal: AbortSignal): Promise<ReceivedAnswer> {
  const { method, url, body } = request;
  const options: RequestOptions = {
    method,
    hostname: url.host,
    port: url.port,
    path: url.target,
    headers: listFields(request),
    setHost: false,
    agent: false,
    signal,
  };
  const sent = url.protocol === 'https:' ? requestEncrypted(options) : requestPlain(options);
  sent.end(body);
  const answer = await untilAnswered(sent);
  return {
    status: answer.statusCode ?? 0,
    statusText: answer.statusMessage ?? '',
    headers: pairUp(answer.rawHeaders),
    body: await readBody(answer),
  };
}

/**
 * Sends the request as it was signed: its Host, its Date, its target and its octets, over HTTP/1.1, following no redirect.
 * Throws `request_not_sent`.
 */
export async function sendRequest(request: OutgoingRequest, world: World): Promise<ReceivedAnswer> {
  const signal = world.abortAfter(ANSWER_LIMIT_SECONDS);
  try {
    return await exchange(request, signal);
  } catch (error) {
    const reason = signal.aborted
      ? `no answer came within ${ANSWER_LIMIT_SECONDS} s`
      : describeFailure(error);
    throw new RequestNotSentError(
      `${request.url.authority} did not answer: ${reason}; check the URL, and whether the server can be reached`,
    );
  }
}
