import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBody } from './read-body.js';

/** A stream of these chunks, which notes how many were taken and whether it was given up. */
function streamOf(chunks: readonly Uint8Array[]): {
  readonly stream: ReadableStream<Uint8Array>;
  readonly taken: () => number;
  readonly isCancelled: () => boolean;
} {
  let taken = 0;
  let isCancelled = false;
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const chunk = chunks[taken];
        taken += 1;
        if (chunk === undefined) controller.close();
        else controller.enqueue(chunk);
      },
      cancel() {
        isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, taken: () => taken, isCancelled: () => isCancelled };
}

describe('readBody', () => {
  it('gives the octets, however they are cut, up to the limit', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 8 }),
        fc.nat({ max: 100 }),
        async (chunks, maxBytes) => {
          const all = Uint8Array.from(chunks.flatMap((chunk) => [...chunk]));
          const outcome = await readBody(streamOf(chunks).stream, maxBytes);
          const isWithin = all.length <= maxBytes;
          expect(outcome).toMatchObject(
            isWithin ? { kind: 'octets', octets: all } : { kind: 'too_large' },
          );
        },
      ),
    );
  });

  it('takes no chunk after the one that goes over the limit', async () => {
    const { stream, taken, isCancelled } = streamOf(
      Array.from({ length: 9 }, () => new Uint8Array(4)),
    );
    expect(await readBody(stream, 10)).toEqual({ kind: 'too_large', byteLength: 12 });
    expect(taken()).toBe(3);
    expect(isCancelled()).toBe(true);
  });

  it('takes no stream for an empty one', async () => {
    expect(await readBody(null, 0)).toEqual({ kind: 'octets', octets: new Uint8Array() });
  });

  it('says that a stream broke off', async () => {
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(new TypeError('planted'));
      },
    });
    expect(await readBody(stream, 10)).toEqual({ kind: 'incomplete' });
  });
});
