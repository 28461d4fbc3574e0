import { describe, expect, it } from 'vitest';
import { fetchDocument } from './fetch-document.js';

const URL_OF_KEYS = new URL('https://issuer.example/keys');

const SIGNAL = new AbortController().signal;

interface Asked {
  readonly url: string;
  readonly init: RequestInit | undefined;
}

/** The document that comes of a response, and how it was asked for. */
async function fetchWith(
  response: Response,
): Promise<{ readonly document: unknown; readonly asked: Asked }> {
  let asked: Asked = { url: '', init: undefined };
  const document = await fetchDocument(URL_OF_KEYS, {
    fetch: (url, init) => {
      asked = { url: url as string, init };
      return Promise.resolve(response);
    },
    signal: SIGNAL,
  });
  return { document, asked };
}

/** A body in pieces of one byte. */
const inPieces = (text: string): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      for (const byte of new TextEncoder().encode(text)) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });

describe('a document', () => {
  it('is asked for without following redirects, and without credentials', async () => {
    const { document, asked } = await fetchWith(Response.json({ a: 1 }));
    expect(document).toEqual({ a: 1 });
    expect(asked.init?.signal).toBe(SIGNAL);
    expect(asked).toMatchObject({
      url: 'https://issuer.example/keys',
      init: { redirect: 'manual', headers: { accept: 'application/json' } },
    });
  });

  it('may come in pieces, in the middle of a character', async () => {
    const { document } = await fetchWith(new Response(inPieces('{"name":"Zürich 🎭"}')));
    expect(document).toEqual({ name: 'Zürich 🎭' });
  });

  it.each([
    ['an error', new Response('{}', { status: 404 }), 'answers 404'],
    ['a redirect', new Response(null, { status: 302 }), 'answers 302'],
    ['another success', new Response('{}', { status: 201 }), 'answers 201'],
    ['no content', new Response(null), 'is no JSON'],
    ['a page', new Response('<html>'), 'is no JSON'],
    ['too much', new Response(`"${'x'.repeat(131_071)}"`), 'is larger than 131072 bytes'],
  ])('is not %s', async (_what, response, reason) => {
    await expect(fetchWith(response)).rejects.toMatchObject({
      code: 'issuer_unreachable',
      detail: `https://issuer.example/keys ${reason}`,
    });
  });

  it('may be as large as the limit', async () => {
    const { document } = await fetchWith(new Response(`"${'x'.repeat(131_070)}"`));
    expect(document).toHaveLength(131_070);
  });

  it('must be UTF-8', async () => {
    await expect(fetchWith(new Response(Uint8Array.of(0x22, 0xff, 0x22)))).rejects.toThrow(
      TypeError,
    );
  });
});
