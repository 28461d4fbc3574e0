import { PassThrough, Readable } from 'node:stream';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNodeBody } from './node-body.js';

describe('readNodeBody', () => {
  it('gives the octets, however they are cut, up to the limit', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 8 }),
        fc.nat({ max: 100 }),
        async (chunks, maxBytes) => {
          const all = Buffer.concat(chunks);
          const stream = Readable.from(
            chunks.map((chunk) => Buffer.from(chunk)),
            { objectMode: false },
          );
          const outcome = await readNodeBody(stream, maxBytes);
          const isWithin = all.length <= maxBytes;
          expect(outcome).toMatchObject(
            isWithin ? { kind: 'octets', octets: all } : { kind: 'too_large' },
          );
        },
      ),
    );
  });

  it('takes text of a stream as UTF-8', async () => {
    const stream = new PassThrough({ encoding: 'utf8' });
    stream.end('é');
    expect(await readNodeBody(stream, 2)).toEqual({ kind: 'octets', octets: Buffer.from('é') });
  });

  it('stops at the chunk that goes over the limit, and lets the rest run out', async () => {
    const stream = new PassThrough();
    stream.write('1234');
    stream.write('56');
    expect(await readNodeBody(stream, 5)).toEqual({ kind: 'too_large', byteLength: 6 });
    expect(stream.listenerCount('data')).toBe(0);
    stream.end('7'.repeat(1_000_000));
    await new Promise((resolve) => stream.once('end', resolve));
  });

  it.each([
    ['with an error', new TypeError('planted')],
    ['without one', undefined],
  ])('says that a stream broke off %s', async (_name, error) => {
    const stream = new PassThrough();
    stream.write('1');
    const outcome = readNodeBody(stream, 5);
    stream.destroy(error);
    expect(await outcome).toEqual({ kind: 'incomplete' });
  });
});
