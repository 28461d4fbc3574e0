/**
 * A token server as the documented sample has it: Express and the official builder, with neither callers, policy, limits
 * nor audit. A program.
 */
import { createRequire } from 'node:module';
import type { AddressInfo, Server } from 'node:net';
import { issueWithAgoraToken } from './agora-token.js';

interface ExpressRequest {
  readonly body: { readonly uid: number; readonly ChannelName: string };
}

interface ExpressResponse {
  json(body: object): void;
}

interface ExpressApp {
  use(middleware: unknown): void;
  post(path: string, handler: (request: ExpressRequest, response: ExpressResponse) => void): void;
  listen(port: number, host: string, onListening: () => void): Server;
}

type Express = (() => ExpressApp) & { json(): unknown };

// Express has no types of its own.
// oxlint-disable-next-line typescript/no-unsafe-assignment -- because require gives any
const express: Express = createRequire(import.meta.url)('express');

const project = { appId: 'a'.repeat(32), certificate: 'b'.repeat(32) };
const app = express();
app.use(express.json());
app.post('/fetch_rtc_token', ({ body }, response) => {
  const token = issueWithAgoraToken(project, body.ChannelName, body.uid);
  response.json({ token, code: '200' });
});
const server = app.listen(0, '127.0.0.1', () => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- because a TCP server has no other address
  console.log((server.address() as AddressInfo).port);
});
