import { describe, expect, it } from 'vitest';
import { readFetchBody } from './read-fetch-body.js';

/** A body that comes in the given chunks, and says how many were asked for. */
function streamOf(chunks: readonly string[]): {
  stream: ReadableStream<Uint8Array>;
  pulled: () => number;
} {
  let at = 0;
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const chunk = chunks[at];
        at += 1;
        if (chunk === undefined) controller.close();
        else controller.enqueue(new TextEncoder().encode(chunk));
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, pulled: () => at };
}

function post(
  body: ReadableStream<Uint8Array> | string,
  headers: Record<string, string> = {},
): Request {
  return new Request('http://localhost/', { method: 'POST', body, headers, duplex: 'half' });
}

describe('the body of a request', () => {
  it('is put together from its chunks', async () => {
    const { stream } = streamOf(['ab', '', 'c']);
    expect(new TextDecoder().decode(await readFetchBody(post(stream), 3))).toBe('abc');
  });

  it('is empty where there is none', async () => {
    expect(
      await readFetchBody(new Request('http://localhost/', { method: 'POST' }), 3),
    ).toHaveLength(0);
  });

  it('may have exactly the limit, and no byte more', async () => {
    await expect(readFetchBody(post('abc'), 3)).resolves.toHaveLength(3);
    await expect(readFetchBody(post('abcd'), 3)).rejects.toMatchObject({
      code: 'body_too_large',
      status: 413,
    });
  });

  it('is not begun where its declared length is over the limit', async () => {
    const { stream, pulled } = streamOf(['a', 'b', 'c', 'd']);
    const request = post(stream, { 'content-length': '4' });
    await expect(readFetchBody(request, 3)).rejects.toMatchObject({ code: 'body_too_large' });
    expect(pulled()).toBe(0);
  });

  it('is given up at the limit, however long it goes on', async () => {
    const { stream, pulled } = streamOf(Array.from({ length: 1000 }, () => 'ab'));
    await expect(readFetchBody(post(stream), 3)).rejects.toMatchObject({ code: 'body_too_large' });
    expect(pulled()).toBe(2);
  });

  it('that somebody has read before is not taken for an empty one', async () => {
    const request = post('abc');
    await request.text();
    await expect(readFetchBody(request, 3)).rejects.toMatchObject({
      code: 'body_already_read',
      status: 500,
    });
  });

  it('that breaks off says so, and keeps the cause', async () => {
    const broken = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error('connection reset')),
    });
    await expect(readFetchBody(post(broken), 3)).rejects.toMatchObject({
      code: 'body_incomplete',
      cause: new Error('connection reset'),
    });
  });
});
