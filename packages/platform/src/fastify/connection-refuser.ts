import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { SystemSources } from '../domain/system-sources.js';
import type { PlatformError } from '../errors.js';
import {
  BodyTooLargeError,
  HeadTooLargeError,
  MessageMalformedError,
  RequestTimeoutError,
  RouteNotFoundError,
} from '../gateway/errors.js';
import { observeStray } from '../gateway/observe-request.js';
import type { ObserverList } from '../gateway/observer-list.js';
import { writeError } from '../gateway/write-answer.js';
import { answerFields, commonFields } from './answer-fields.js';
import type { AnswerIds } from './answer-ids.js';

/** By the codes of Node's parser; every other one is a malformed message. */
const ERRORS: ReadonlyMap<unknown, () => PlatformError> = new Map<unknown, () => PlatformError>([
  ['HPE_HEADER_OVERFLOW', () => new HeadTooLargeError()],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', () => new BodyTooLargeError()],
  ['ERR_HTTP_REQUEST_TIMEOUT', () => new RequestTimeoutError()],
]);

function toRefusal(error: Error): PlatformError {
  const code: unknown = Reflect.get(error, 'code');
  return (ERRORS.get(code) ?? (() => new MessageMalformedError()))();
}

/** What is under way on a connection. */
type OpenResponse = Pick<ServerResponse, 'once' | 'headersSent' | 'req'>;

const isResponse = (value: unknown): value is OpenResponse =>
  typeof value === 'object' && value !== null && 'once' in value && 'req' in value;

/** Node keeps it as `_httpMessage`, and goes by it itself before it answers octets that are no request. */
function openResponseOf(socket: Socket): OpenResponse | undefined {
  const response: unknown = Reflect.get(socket, '_httpMessage');
  return isResponse(response) ? response : undefined;
}

/** What `ConnectionRefuser` takes. */
export interface ConnectionRefuserOptions {
  readonly ids: AnswerIds;
  readonly now: SystemSources['now'];
  readonly observers: ObserverList;
}

/** Answers what arrives on a connection and is no request, in the form of all other answers, and ends the connection. */
export class ConnectionRefuser {
  readonly #options: ConnectionRefuserOptions;
  /** Node tells of some connections more than once. */
  readonly #refused = new WeakSet<Socket>();

  constructor(options: ConnectionRefuserOptions) {
    this.#options = options;
  }

  /** By the error that Node's parser, or its clock, has found. */
  refuse(error: Error, socket: Socket): void {
    if (this.#refused.has(socket)) return;
    this.#refused.add(socket);
    this.#end(toRefusal(error), socket);
  }

  /** A request for a tunnel, of which Node lets go. */
  refuseTunnel(socket: Socket): void {
    socket.on('error', () => undefined);
    this.#answer(new RouteNotFoundError(), socket);
  }

  /** After the answers to what came before, which else would lack theirs, or take this one for it. */
  #end(error: PlatformError, socket: Socket): void {
    const response = openResponseOf(socket);
    if (response?.req.complete === true) {
      response.once('close', () => this.#end(error, socket));
      return;
    }
    if (!socket.writable || response?.headersSent === true) {
      socket.destroy();
      return;
    }
    // A request of which the body goes wrong is told of by itself.
    if (response === undefined) this.#answer(error, socket);
    else this.#write(error, socket);
  }

  #answer(error: PlatformError, socket: Socket): void {
    const requestId = this.#write(error, socket);
    const { status } = error;
    const address = socket.remoteAddress ?? 'unknown';
    const stray = { error, status, latencyMillis: 0, address, requestId };
    this.#options.observers.tell(observeStray(stray));
  }

  /** The ID that was given to what arrived. */
  #write(error: PlatformError, socket: Socket): string {
    const { ids, now } = this.#options;
    const requestId = ids.next();
    const answer = writeError(error, { family: undefined, challenges: [], requestId });
    const { status, body } = answer;
    const fields = {
      ...commonFields(requestId, ids.next()),
      ...answerFields(answer, now()),
      'content-length': String(Buffer.byteLength(body)),
      connection: 'close',
    };
    const lines = Object.entries(fields).flatMap(([name, value]) =>
      [value].flat().map((each) => `${name}: ${each}\r\n`),
    );
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`);
    socket.destroySoon();
    return requestId;
  }
}
