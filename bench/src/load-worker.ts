/** Sends requests that were made before, over some connections, one at a time on each. Runs in a thread of its own. */
import { createConnection, type Socket } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { AnswerReader, isAccepted } from './answer-reader.js';
import type { LoadOrder, LoadResult } from './http-load.js';
import { parseOrder } from './parse-order.js';

const CONNECTIONS = 32;
const MILLIS_PER_SECOND = 1000;

/** All requests, and how far they are. */
class Load {
  readonly #requests: readonly Uint8Array[];
  readonly #latenciesMillis: number[] = [];
  #sentCount = 0;
  #acceptedCount = 0;

  constructor(requests: readonly Uint8Array[]) {
    this.#requests = requests;
  }

  get isDone(): boolean {
    return this.#latenciesMillis.length >= this.#requests.length;
  }

  get acceptedCount(): number {
    return this.#acceptedCount;
  }

  get latenciesMillis(): readonly number[] {
    return this.#latenciesMillis;
  }

  /** Sends one more request, if there is one, and gives when that was. */
  sendNext(socket: Socket): number {
    const request = this.#requests[this.#sentCount];
    this.#sentCount += 1;
    const sentAt = performance.now();
    if (request !== undefined) socket.write(request);
    return sentAt;
  }

  count(head: string, latencyMillis: number): void {
    this.#latenciesMillis.push(latencyMillis);
    if (isAccepted(head)) this.#acceptedCount += 1;
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
      let sentAt = 0;
      socket.on('data', (piece) => {
        for (const head of reader.read(piece)) {
          load.count(head, performance.now() - sentAt);
          sentAt = load.sendNext(socket);
        }
        if (load.isDone) resolve();
      });
      sentAt = load.sendNext(socket);
    }
  });
}

async function run({ port, requests, connections }: LoadOrder): Promise<LoadResult> {
  const count = connections ?? CONNECTIONS;
  const sockets = await Promise.all(Array.from({ length: count }, () => connect(port)));
  const load = new Load(requests);
  const startedAt = performance.now();
  await sendAll(load, sockets);
  const seconds = (performance.now() - startedAt) / MILLIS_PER_SECOND;
  for (const socket of sockets) socket.destroy();
  const { acceptedCount, latenciesMillis } = load;
  return { requestsPerSecond: requests.length / seconds, acceptedCount, latenciesMillis };
}

const order = parseOrder(workerData);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- because this is a thread, not a window
parentPort?.postMessage(await run(order));
