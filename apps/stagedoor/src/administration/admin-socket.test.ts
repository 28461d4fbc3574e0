import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AdminRequest } from '@stagedoor/platform';
import { PlatformError } from '@stagedoor/platform/errors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type AdminSocket,
  hasAdminSocket,
  openAdminSocket,
  runThroughSocket,
} from './admin-socket.js';

class RefusedError extends PlatformError {
  readonly code = 'refused_for_test';
  readonly status = 400;
}

/** What was not expected. */
const failures: unknown[] = [];

/** Gives back what it is asked, and fails as it is told. */
const answering = {
  run: async (request: AdminRequest): Promise<unknown> => {
    if (request.id === 'refuse') throw new RefusedError('no');
    if (request.id === 'fail') throw new TypeError('a secret of the inside');
    return request.id === 'nothing' ? undefined : request;
  },
};

const administration = {
  administration: answering,
  onFailure: (error: unknown) => failures.push(error),
};

/** A command without anything to say. */
const commandOf = (id: string): AdminRequest => ({ id, input: {}, actor: 'cli:tester' });

describe('the admin socket', () => {
  let folder: string;
  let socket: AdminSocket | undefined;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'stagedoor-socket-'));
  });

  afterEach(async () => {
    await socket?.close();
    socket = undefined;
    rmSync(folder, { recursive: true });
  });

  it('passes commands on, and results back', async () => {
    socket = await openAdminSocket(folder, administration);
    const command = { id: 'show', input: { name: 'ä "b"' }, actor: 'cli:tester' };
    expect(await runThroughSocket(folder, command)).toEqual(command);
    expect(await runThroughSocket(folder, commandOf('nothing'))).toBeNull();
    const many = Array.from({ length: 50 }, (_, index) => commandOf(`command ${index}`));
    const results = await Promise.all(many.map((each) => runThroughSocket(folder, each)));
    expect(results).toEqual(many);
  });

  it('passes on errors with their code, and nothing of a failure of the server', async () => {
    socket = await openAdminSocket(folder, administration);
    const refused = { code: 'refused_for_test', message: 'no' };
    await expect(runThroughSocket(folder, commandOf('refuse'))).rejects.toMatchObject(refused);
    const failed = runThroughSocket(folder, commandOf('fail'));
    await expect(failed).rejects.toMatchObject({ code: 'internal_error' });
    await expect(failed).rejects.not.toThrow(/secret/);
    expect(failures).toEqual([new TypeError('a secret of the inside')]);
  });

  it('refuses what is no command, and what is far too long', async () => {
    socket = await openAdminSocket(folder, administration);
    const refused = { code: 'invalid_request' };
    await expect(runThroughSocket(folder, { id: 'show' })).rejects.toMatchObject(refused);
    const huge = { ...commandOf('show'), input: { name: 'a'.repeat(33_554_432) } };
    await expect(runThroughSocket(folder, huge)).rejects.toMatchObject(refused);
    expect(await runThroughSocket(folder, commandOf('nothing'))).toBeNull();
  });

  it('says when the server is gone', async () => {
    const gone = runThroughSocket(folder, commandOf('show'));
    await expect(gone).rejects.toMatchObject({ code: 'request_not_sent' });
  });

  it('is there while a server runs, and only then', async () => {
    expect(await hasAdminSocket(folder)).toBe(false);
    socket = await openAdminSocket(folder, administration);
    expect(await hasAdminSocket(folder)).toBe(true);
    await socket.close();
    socket = undefined;
    expect(await hasAdminSocket(folder)).toBe(false);
  });

  it('takes the place of what a killed server left', async () => {
    writeFileSync(join(folder, 'admin.sock'), '');
    expect(await hasAdminSocket(folder)).toBe(false);
    socket = await openAdminSocket(folder, administration);
    expect(await hasAdminSocket(folder)).toBe(true);
  });

  it('can be used by its owner alone', async () => {
    socket = await openAdminSocket(folder, administration);
    expect(statSync(join(folder, 'admin.sock')).mode & 0o077).toBe(0);
  });

  it('says when its path is too long', async () => {
    const opening = openAdminSocket(join(folder, 'a'.repeat(100)), administration);
    await expect(opening).rejects.toMatchObject({ code: 'cannot_listen' });
  });
});
