import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** One answer as it stood on the wire. */
export interface RawAnswer {
  readonly status: number;
  /** Names in lower case; of fields that are there more than once, all values. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: string;
}

const HEAD_END = '\r\n\r\n';

function readHeaders(lines: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const headers = new Map<string, readonly string[]>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), line.slice(colon + 1).trim()]);
  }
  return headers;
}

/** The complete answers at the beginning of the text, which has a character for each octet; those of status 1xx are left out. */
function readAnswers(text: string): readonly RawAnswer[] {
  const answers: RawAnswer[] = [];
  let rest = text;
  while (rest.includes(HEAD_END)) {
    const headEnd = rest.indexOf(HEAD_END);
    const [statusLine = '', ...lines] = rest.slice(0, headEnd).split('\r\n');
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(statusLine)?.[1]);
    const headers = readHeaders(lines);
    const bodyStart = headEnd + HEAD_END.length;
    const bodyEnd = bodyStart + Number(headers.get('content-length')?.[0] ?? 0);
    if (rest.length < bodyEnd) break;
    const body = Buffer.from(rest.slice(bodyStart, bodyEnd), 'latin1').toString('utf8');
    if (status >= 200) answers.push({ status, headers, body });
    rest = rest.slice(bodyEnd);
  }
  return answers;
}

/** A connection that octets are written to as they are. */
export class RawConnection {
  readonly socket: Socket;
  #text = '';
  #isOver = false;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk) => {
      this.#text += chunk.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#isOver = true;
      socket.emit('progress');
    });
    socket.on('data', () => socket.emit('progress'));
  }

  static async open(port: number): Promise<RawConnection> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new RawConnection(socket);
  }

  /** Whether the server has ended it. */
  get isOver(): boolean {
    return this.#isOver;
  }

  get text(): string {
    return this.#text;
  }

  write(octets: string | Uint8Array): void {
    this.socket.write(octets);
  }

  /** As many answers, or fewer where the connection ends before. */
  async answers(count: number): Promise<readonly RawAnswer[]> {
    while (readAnswers(this.#text).length < count && !this.#isOver) {
      await once(this.socket, 'progress');
    }
    return readAnswers(this.#text);
  }

  /** All that comes until the server ends the connection. */
  async untilOver(): Promise<readonly RawAnswer[]> {
    while (!this.#isOver) await once(this.socket, 'progress');
    return readAnswers(this.#text);
  }

  close(): void {
    this.socket.destroy();
  }
}

/** Header lines and a body, as one request. A `Host` is added where there is none. */
export function rawRequest(line: string, headers: readonly string[], body = ''): string {
  const hasHost = headers.some((header) => header.toLowerCase().startsWith('host:'));
  const lines = [`${line} HTTP/1.1`, ...(hasHost ? [] : ['Host: 127.0.0.1']), ...headers];
  return `${lines.join('\r\n')}${HEAD_END}${body}`;
}

/** Sends the octets on a connection of their own, and gives the first answer. */
export async function exchange(port: number, octets: string | Uint8Array): Promise<RawAnswer> {
  const connection = await RawConnection.open(port);
  connection.write(octets);
  const [answer] = await connection.answers(1);
  connection.close();
  if (answer !== undefined) return answer;
  throw new Error('the connection ended without an answer');
}
