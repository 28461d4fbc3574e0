/** Sends requests that were made before, over some connections, one at a time on each. Runs in a thread of its own. */
import { createConnection, type Socket } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import type { LoadOrder, LoadResult } from './http-load.js';
import { parseOrder } from './parse-order.js';

const CONNECTIONS = 32;
const HEAD_END = '\r\n\r\n';
const MILLIS_PER_SECOND = 1000;

/** The answers of one connection, as they arrive in pieces. */
class AnswerReader {
  #text = '';

  /** The heads of the answers that are whole now. */
  read(piece: Buffer): readonly string[] {
    this.#text += piece.toString('latin1');
    const heads: string[] = [];
    for (let head = this.#take(); head !== undefined; head = this.#take()) heads.push(head);
    return heads;
  }

  #take(): string | undefined {
    const headEnd = this.#text.indexOf(HEAD_END);
    if (headEnd === -1) return undefined;
    const head = this.#text.slice(0, headEnd);
    const bodyLength = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
    const end = headEnd + HEAD_END.length + bodyLength;
    if (this.#text.length < end) return undefined;
    this.#text = this.#text.slice(end);
    return head;
  }
}

/** All requests, and how far they are. */
class Load {
  readonly #requests: readonly Uint8Array[];
  #sentCount = 0;
  #answeredCount = 0;
  #acceptedCount = 0;

  constructor(requests: readonly Uint8Array[]) {
    this.#requests = requests;
  }

  get isDone(): boolean {
    return this.#answeredCount >= this.#requests.length;
  }

  get acceptedCount(): number {
    return this.#acceptedCount;
  }

  sendNext(socket: Socket): void {
    const request = this.#requests[this.#sentCount];
    this.#sentCount += 1;
    if (request !== undefined) socket.write(request);
  }

  count(head: string): void {
    this.#answeredCount += 1;
    if (head.startsWith('HTTP/1.1 200 ')) this.#acceptedCount += 1;
  }
}

const connect = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = createConnection({ port, host: '127.0.0.1', noDelay: true });
    socket.once('connect', () => resolve(socket));
    socket.once('error', reject);
  });

/** Resolves when every request is answered. */
function sendAll(load: Load, sockets: readonly Socket[]): Promise<void> {
  return new Promise((resolve, reject) => {
    for (const socket of sockets) {
      const reader = new AnswerReader();
      socket.on('error', reject);
      socket.on('close', () => reject(new TypeError('the server closed a connection')));
      socket.on('data', (piece) => {
        for (const head of reader.read(piece)) {
          load.count(head);
          load.sendNext(socket);
        }
        if (load.isDone) resolve();
      });
      load.sendNext(socket);
    }
  });
}

async function run({ port, requests }: LoadOrder): Promise<LoadResult> {
  const sockets = await Promise.all(Array.from({ length: CONNECTIONS }, () => connect(port)));
  const load = new Load(requests);
  const startedAt = performance.now();
  await sendAll(load, sockets);
  const seconds = (performance.now() - startedAt) / MILLIS_PER_SECOND;
  for (const socket of sockets) socket.destroy();
  return { requestsPerSecond: requests.length / seconds, acceptedCount: load.acceptedCount };
}

const order = parseOrder(workerData);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- because this is a thread, not a window
parentPort?.postMessage(await run(order));
