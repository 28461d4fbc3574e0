import { BodyAlreadyReadError, BodyIncompleteError, BodyTooLargeError } from '../errors.js';

function joinChunks(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const body = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
}

async function readChunk(
  reader: ReadableStreamDefaultReader<Uint8Array>,
): Promise<Uint8Array | undefined> {
  try {
    return (await reader.read()).value;
  } catch (cause) {
    throw new BodyIncompleteError({ cause });
  }
}

/**
 * The whole body of a request, at most `maxBodyBytes`. Stops reading at the limit, and does not begin where the
 * declared length is over it. Throws `body_too_large`, `body_incomplete` and
 * `body_already_read`.
 */
export async function readFetchBody(request: Request, maxBodyBytes: number): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length')) > maxBodyBytes) {
    throw new BodyTooLargeError(maxBodyBytes);
  }
  if (request.bodyUsed) throw new BodyAlreadyReadError();
  if (request.body === null) return new Uint8Array();
  const reader = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const chunk = await readChunk(reader);
    if (chunk === undefined) return joinChunks(chunks, length);
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxBodyBytes) {
      await reader.cancel();
      throw new BodyTooLargeError(maxBodyBytes);
    }
  }
}
