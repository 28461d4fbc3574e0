/** What came of reading a body. */
export type BodyOutcome =
  | { readonly kind: 'octets'; readonly octets: Uint8Array<ArrayBuffer> }
  /** There are more octets than may be. `byteLength`: how many had come, or were announced. */
  | { readonly kind: 'too_large'; readonly byteLength: number }
  /** The sender went away in the middle. */
  | { readonly kind: 'incomplete' };

function joinChunks(chunks: readonly Uint8Array[], byteLength: number): Uint8Array<ArrayBuffer> {
  const octets = new Uint8Array(byteLength);
  let at = 0;
  for (const chunk of chunks) {
    octets.set(chunk, at);
    at += chunk.length;
  }
  return octets;
}

async function readChunks(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  maxBytes: number,
): Promise<BodyOutcome> {
  const chunks: Uint8Array[] = [];
  let byteLength = 0;
  for (;;) {
    const { value } = await reader.read();
    if (value === undefined) return { kind: 'octets', octets: joinChunks(chunks, byteLength) };
    byteLength += value.length;
    if (byteLength > maxBytes) return { kind: 'too_large', byteLength };
    chunks.push(value);
  }
}

/**
 * The octets of a web stream, at most `maxBytes`: it keeps no more than that, and gives the stream up at the chunk that
 * goes over it. No stream is an empty one.
 */
export async function readBody(
  stream: ReadableStream<Uint8Array> | null,
  maxBytes: number,
): Promise<BodyOutcome> {
  if (stream === null) return { kind: 'octets', octets: new Uint8Array() };
  try {
    // Fails where somebody else reads it.
    const reader = stream.getReader();
    const outcome = await readChunks(reader, maxBytes);
    // Not awaited: of a copied stream it ends only with the other copy.
    if (outcome.kind !== 'octets') reader.cancel().catch(() => undefined);
    return outcome;
  } catch {
    return { kind: 'incomplete' };
  }
}
