import type { Server, ServerResponse } from 'node:http';

/**
 * Lets a server end without cutting answers off: connections that clients would keep are closed after the answer that is
 * under way. Make it before the server listens.
 */
export class GracefulStop {
  readonly #server: Server;
  readonly #unanswered = new Set<ServerResponse>();
  #isStopping = false;

  constructor(server: Server) {
    this.#server = server;
    // Before the server's own listener, which may answer at once.
    server.prependListener('request', (_request, response) => this.#track(response));
  }

  /** How many requests are under way. */
  get unanswered(): number {
    return this.#unanswered.size;
  }

  /** From now on each answer is the last one of its connection. */
  begin(): void {
    this.#isStopping = true;
    for (const response of this.#unanswered) endConnection(response);
  }

  /** Resolves when `close` has closed the server. What is still under way when the signal comes is cut off. */
  async finish(close: () => Promise<unknown>, signal: AbortSignal): Promise<void> {
    this.begin();
    const cutOff = (): void => this.#server.closeAllConnections();
    const closed = close();
    if (signal.aborted) cutOff();
    else signal.addEventListener('abort', cutOff);
    try {
      await closed;
    } finally {
      signal.removeEventListener('abort', cutOff);
    }
  }

  #track(response: ServerResponse): void {
    this.#unanswered.add(response);
    response.once('close', () => this.#unanswered.delete(response));
    if (this.#isStopping) endConnection(response);
  }
}

function endConnection(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}
