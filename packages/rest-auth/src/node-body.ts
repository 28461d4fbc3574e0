import type { Readable } from 'node:stream';
import type { BodyOutcome } from './message/read-body.js';

/** Collects what a stream gives, and no more than may be. */
class BodyCollector {
  readonly #maxBytes: number;
  readonly #chunks: Uint8Array[] = [];
  #byteLength = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Undefined for as long as there may be more. */
  add(chunk: Uint8Array | string): BodyOutcome | undefined {
    const octets = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    this.#byteLength += octets.length;
    if (this.#byteLength > this.#maxBytes) {
      return { kind: 'too_large', byteLength: this.#byteLength };
    }
    this.#chunks.push(octets);
    return undefined;
  }

  end(): BodyOutcome {
    return { kind: 'octets', octets: Buffer.concat(this.#chunks, this.#byteLength) };
  }
}

/**
 * The octets of a stream of Node, as a Buffer, at most `maxBytes`. It keeps no more than that; what comes after the chunk
 * that goes over it flows away unseen.
 */
export function readNodeBody(stream: Readable, maxBytes: number): Promise<BodyOutcome> {
  return new Promise((resolve) => collectNodeBody(stream, maxBytes, resolve));
}

/** The same without a promise: `done` is called once. */
export function collectNodeBody(
  stream: Readable,
  maxBytes: number,
  done: (outcome: BodyOutcome) => void,
): void {
  const collector = new BodyCollector(maxBytes);
  // Somebody else has read it, and none of the events below would come.
  if (stream.readableEnded || stream.destroyed) return done({ kind: 'incomplete' });
  let isDone = false;
  const finish = (outcome: BodyOutcome): void => {
    if (isDone) return;
    isDone = true;
    done(outcome);
  };
  const onData = (chunk: Uint8Array | string): void => {
    const outcome = collector.add(chunk);
    if (outcome === undefined) return;
    stream.off('data', onData);
    finish(outcome);
  };
  const onEarlyEnd = (): void => finish({ kind: 'incomplete' });
  stream.on('data', onData);
  stream.once('end', () => finish(collector.end()));
  // It stays: a stream that is torn down later must not bring down the process.
  stream.on('error', onEarlyEnd);
  stream.once('close', onEarlyEnd);
  return undefined;
}
