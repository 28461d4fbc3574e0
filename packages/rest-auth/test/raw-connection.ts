import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** One connection on which a test writes octets as they are, and waits for what it wants to see. */
export class RawConnection {
  readonly #socket: Socket;
  #received = '';

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      this.#received += text;
    });
    // What came before a reset counts.
    socket.on('error', () => undefined);
  }

  static async open(port: number): Promise<RawConnection> {
    const socket = connect(port, '127.0.0.1');
    const connection = new RawConnection(socket);
    await once(socket, 'connect');
    return connection;
  }

  /** All that has come so far, one character for each octet. */
  get received(): string {
    return this.#received;
  }

  send(text: string): void {
    this.#socket.write(text, 'latin1');
  }

  /** Waits until what has come has this in it. Fails where the server ends the connection first. */
  async until(pattern: RegExp): Promise<string> {
    while (!pattern.test(this.#received)) {
      if (this.#socket.closed) throw new Error(`closed after: ${this.#received}`);
      await Promise.race([once(this.#socket, 'data'), once(this.#socket, 'close')]);
    }
    return this.#received;
  }

  /** Waits until the server ends the connection. */
  async untilClosed(): Promise<string> {
    if (!this.#socket.closed) await once(this.#socket, 'close');
    return this.#received;
  }

  /** Ends it at once, as a client does that goes away. */
  reset(): void {
    this.#socket.resetAndDestroy();
  }

  close(): void {
    this.#socket.destroy();
  }
}

/** Sends octets as they are, and gives all that comes back until the server closes. The request must ask for that. */
export async function exchange(port: number, text: string): Promise<string> {
  const connection = await RawConnection.open(port);
  connection.send(text);
  return connection.untilClosed();
}
