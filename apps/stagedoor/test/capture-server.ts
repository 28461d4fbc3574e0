import { once } from 'node:events';
import { createServer } from 'node:net';

/** A server that answers everyone the same, and keeps what it was sent. */
export interface CaptureServer {
  /** `127.0.0.1:port`. */
  readonly authority: string;
  /** Everything that arrived so far; each character is one octet. */
  captured(): string;
  close(): Promise<void>;
}

const ANSWER = 'HTTP/1.1 200 OK\r\nX-A: 1\r\nx-a: 2\r\nContent-Length: 3\r\n\r\nyes';

/** Listens on loopback. Without an answer, it says nothing at all. */
export async function startCaptureServer(
  answer: string | undefined = ANSWER,
): Promise<CaptureServer> {
  let captured = '';
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      captured += chunk.toString('latin1');
      if (answer !== undefined) socket.end(answer);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    authority: `127.0.0.1:${port}`,
    captured: () => captured,
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}
