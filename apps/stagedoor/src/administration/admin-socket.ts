import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { createServer, request as sendRequest, type IncomingMessage, type Server } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import type { Administration } from '@stagedoor/platform';
import { InvalidRequestError, PlatformError } from '@stagedoor/platform/errors';
import { AdministrationError, ListenError, RequestNotSentError } from '../errors.js';
import { joinChunks } from '../join-chunks.js';
import { describeFailure } from '../read-text-file.js';
import { parseAdminReply, parseAdminRequest, type AdminReply } from './parse-admin-message.js';

/*
 * A server that has a data folder open answers administrators through a Unix socket in that folder, which only its owner
 * can enter. One request of HTTP for each command.
 */

const FILE_NAME = 'admin.sock';
/** `sun_path` has 104 bytes on macOS and 108 on Linux. */
const MAX_PATH_BYTES = 100;
/** The longest command is a part of an export that is to be checked: some megabytes. */
const MAX_COMMAND_BYTES = 33_554_432;
/** What a command is told of a failure that the server should not have. */
const INTERNAL = {
  code: 'internal_error',
  message: 'the server failed where it should not; its log says more',
};
/** Nobody but the owner of the folder may connect. */
const OWNER_ONLY = 0o077;

const socketPath = (folder: string): string => join(folder, FILE_NAME);

/** Throws `invalid_request` where it is longer than any command. */
async function readCommand(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const arriving: AsyncIterable<Uint8Array> = request.iterator({ destroyOnReturn: false });
  for await (const chunk of arriving) {
    length += chunk.length;
    if (length > MAX_COMMAND_BYTES) {
      throw new InvalidRequestError(`a command has at most ${MAX_COMMAND_BYTES} bytes`);
    }
    chunks.push(chunk);
  }
  return new TextDecoder().decode(joinChunks(chunks));
}

async function answer(
  administration: Pick<Administration, 'run'>,
  request: IncomingMessage,
): Promise<AdminReply> {
  try {
    const command = parseAdminRequest(await readCommand(request));
    return { result: (await administration.run(command)) ?? null };
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return { error: { code: error.code, message: error.message } };
  }
}

/** Whether a server listens there. */
export async function hasAdminSocket(folder: string): Promise<boolean> {
  const path = socketPath(folder);
  if (!existsSync(path)) return false;
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** An admin socket that is open. */
export interface AdminSocket {
  close(): Promise<void>;
}

/** Commands under way at a stop have this long to end. */
const STOP_GRACE_MILLIS = 5000;

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const deadline = setTimeout(() => server.closeAllConnections(), STOP_GRACE_MILLIS);
  await closed;
  clearTimeout(deadline);
}

/** What a socket passes commands on to. */
export interface SocketAdministration {
  readonly administration: Pick<Administration, 'run'>;
  /** Told of what failed and is no refusal. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * Answers administrators in that folder. What a killed server left there is replaced: who has the database open is the
 * only server. Throws `cannot_listen`.
 */
export async function openAdminSocket(
  folder: string,
  { administration, onFailure }: SocketAdministration,
): Promise<AdminSocket> {
  const path = socketPath(folder);
  if (new TextEncoder().encode(path).length > MAX_PATH_BYTES) {
    throw new ListenError(`${path} is too long for a socket: choose a shorter --data`);
  }
  rmSync(path, { force: true });
  const server = createServer((request, response) => {
    void answer(administration, request).then(
      (reply) => response.end(JSON.stringify(reply)),
      (error: unknown) => {
        onFailure(error);
        response.end(JSON.stringify({ error: INTERNAL }));
      },
    );
  });
  const earlierMask = process.umask(OWNER_ONLY);
  server.listen(path);
  process.umask(earlierMask);
  await once(server, 'listening');
  return { close: () => closeServer(server) };
}

/** Runs one command in the server of that folder. Throws `AdministrationError` with the code of the server's error. */
export async function runThroughSocket(folder: string, command: object): Promise<unknown> {
  const request = sendRequest({ socketPath: socketPath(folder), method: 'POST', path: '/' });
  request.end(JSON.stringify(command));
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve).once('error', (error) => {
      const reason = describeFailure(error);
      reject(new RequestNotSentError(`the server of ${folder} has not answered: ${reason}`));
    });
  });
  const reply = parseAdminReply(await json(response));
  if ('error' in reply) throw new AdministrationError(reply.error.code, reply.error.message);
  return reply.result;
}
