import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A reply of Redis, of the kinds that the tests ask for. */
type RedisReply = string | number | null | readonly RedisReply[];

interface Waiting {
  readonly resolve: (reply: RedisReply) => void;
  readonly reject: (error: Error) => void;
}

/** Takes replies of RESP2 off the front of what has come. */
class ReplyReader {
  #text = '';
  #at = 0;

  add(text: string): void {
    this.#text += text;
  }

  /** The next reply; undefined where it has not come yet. An error of Redis is an `Error`. */
  next(): RedisReply | Error | undefined {
    this.#at = 0;
    const reply = this.#read();
    if (reply !== undefined) this.#text = this.#text.slice(this.#at);
    return reply;
  }

  #read(): RedisReply | Error | undefined {
    const line = this.#line();
    if (line === undefined) return undefined;
    const rest = line.slice(1);
    switch (line.charAt(0)) {
      case '+':
        return rest;
      case ':':
        return Number(rest);
      case '$':
        return this.#bulk(Number(rest));
      case '*':
        return this.#list(Number(rest));
      default:
        return new Error(line);
    }
  }

  #line(): string | undefined {
    const end = this.#text.indexOf('\r\n', this.#at);
    if (end === -1) return undefined;
    const line = this.#text.slice(this.#at, end);
    this.#at = end + 2;
    return line;
  }

  #bulk(length: number): RedisReply | undefined {
    if (length === -1) return null;
    if (this.#text.length < this.#at + length + 2) return undefined;
    const text = this.#text.slice(this.#at, this.#at + length);
    this.#at += length + 2;
    return text;
  }

  #list(count: number): RedisReply | Error | undefined {
    const items: RedisReply[] = [];
    for (let i = 0; i < count; i += 1) {
      const item = this.#read();
      if (item === undefined || item instanceof Error) return item;
      items.push(item);
    }
    return items;
  }
}

/** As much of a client of Redis as the tests need: commands in any number at a time, over one connection. */
export class RedisConnection {
  readonly #socket: Socket;
  readonly #reader = new ReplyReader();
  readonly #waiting: Waiting[] = [];

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => this.#deliver(text));
    socket.on('error', () => undefined);
    socket.on('close', () => this.#giveUp());
  }

  /** Connects to `redis://[:password@]host[:port][/database]`. */
  static async open(url: string): Promise<RedisConnection> {
    const { hostname, port, password, pathname } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port || 6379) });
    await once(socket, 'connect');
    const connection = new RedisConnection(socket);
    if (password !== '') await connection.send('AUTH', decodeURIComponent(password));
    if (pathname.length > 1) await connection.send('SELECT', pathname.slice(1));
    await connection.send('PING');
    return connection;
  }

  /** Sends one command. An arrow, so that it can be handed on as it is. */
  readonly send = (...command: string[]): Promise<RedisReply> =>
    new Promise((resolve, reject) => {
      if (this.#socket.destroyed) reject(new Error('the connection is closed'));
      this.#waiting.push({ resolve, reject });
      const parts = command.map((part) => `$${Buffer.byteLength(part)}\r\n${part}\r\n`);
      this.#socket.write(`*${command.length}\r\n${parts.join('')}`);
    });

  close(): void {
    this.#socket.destroy();
  }

  #deliver(text: string): void {
    this.#reader.add(text);
    for (let reply = this.#reader.next(); reply !== undefined; reply = this.#reader.next()) {
      const waiting = this.#waiting.shift();
      if (reply instanceof Error) waiting?.reject(reply);
      else waiting?.resolve(reply);
    }
  }

  #giveUp(): void {
    for (const { reject } of this.#waiting.splice(0)) reject(new Error('the connection is closed'));
  }
}
