import { once } from 'node:events';
import {
  Agent,
  createServer,
  request as sendRequest,
  type IncomingMessage,
  type Server,
} from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GracefulStop } from './graceful-stop.js';

let server: Server;
let stop: GracefulStop;
let answers: (() => void)[];

const close = (): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
  });

beforeEach(async () => {
  answers = [];
  server = createServer((_request, response) => {
    answers.push(() => response.end('done'));
  });
  stop = new GracefulStop(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const portOf = (): number => (server.address() as AddressInfo).port;

async function get(agent: Agent): Promise<IncomingMessage> {
  const request = sendRequest({ host: '127.0.0.1', port: portOf(), agent });
  request.end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return response;
}

describe('a graceful stop', () => {
  it('lets a request under way end, and closes its connection then', async () => {
    const agent = new Agent({ keepAlive: true });
    const answered = get(agent);
    await expect.poll(() => stop.unanswered).toBe(1);
    const port = portOf();
    const finished = stop.finish(close, new AbortController().signal);
    const refused = once(connect(port, '127.0.0.1'), 'error');
    expect(await refused).toEqual([expect.objectContaining({ code: 'ECONNREFUSED' })]);
    answers.forEach((answer) => answer());
    const response = await answered;
    expect(response.headers.connection).toBe('close');
    expect(await text(response)).toBe('done');
    await finished;
    expect(stop.unanswered).toBe(0);
  });

  it('closes connections that wait for nothing, at once', async () => {
    const agent = new Agent({ keepAlive: true });
    const answered = get(agent);
    await expect.poll(() => answers).toHaveLength(1);
    answers.forEach((answer) => answer());
    await text(await answered);
    await stop.finish(close, new AbortController().signal);
  });

  it('cuts off what does not end in time', async () => {
    const patience = new AbortController();
    const failed = get(new Agent()).catch((error: unknown) => error);
    await expect.poll(() => stop.unanswered).toBe(1);
    const finished = stop.finish(close, patience.signal);
    patience.abort();
    await finished;
    expect(await failed).toMatchObject({ code: 'ECONNRESET' });
  });

  it('answers what comes on an open connection, and closes it then', async () => {
    stop.begin();
    const answered = get(new Agent({ keepAlive: true }));
    await expect.poll(() => answers).toHaveLength(1);
    answers.forEach((answer) => answer());
    expect((await answered).headers.connection).toBe('close');
  });
});
