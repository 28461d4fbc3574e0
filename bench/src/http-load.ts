import { Worker } from 'node:worker_threads';

/** Requests to send to a server on this machine, each as it goes over the wire. */
export interface LoadOrder {
  readonly port: number;
  readonly requests: readonly Uint8Array[];
  /** One request is under way on each at a time. Default 32. */
  readonly connections?: number;
}

/** What came of them. */
export interface LoadResult {
  readonly requestsPerSecond: number;
  /** How many were answered with 200 or 201. */
  readonly acceptedCount: number;
  /** Of each request, from its first octet sent to its whole answer read. */
  readonly latenciesMillis: readonly number[];
}

/** Sends the requests from another thread, so that the server has one to itself. */
export function runLoad(order: LoadOrder): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('load-worker.js', import.meta.url), { workerData: order });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
