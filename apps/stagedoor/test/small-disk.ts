import { spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** A way to leave a server no room for what it writes, and to give it back, while it runs. */
export interface SmallDisk {
  readonly name: string;
  /** Whether this machine has what it takes. */
  readonly isThere: boolean;
  /** What starts a server on it, whose data will be in that folder. */
  launcher(folder: string): readonly string[];
  /** Where others find what that process sees in the folder. */
  findFolder(folder: string, pid: number): string;
  /** From now on nothing fits. `folder` is where others find it. */
  fill(folder: string, pid: number): void;
  /** From now on it fits again. */
  empty(folder: string, pid: number): void;
}

const canRun = (program: string, ...args: readonly string[]): boolean =>
  spawnSync(program, args, { stdio: 'ignore' }).status === 0;

const PRLIMIT = 'prlimit';
const LOG = 'stagedoor.db-wal';

function limitFileSize(pid: number, limit: string): void {
  const { status, stderr } = spawnSync(PRLIMIT, ['--pid', String(pid), `--fsize=${limit}:`], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
}

/** No file may become larger than the write-ahead log is. The data outlives the server. */
export const FILE_SIZE_LIMIT: SmallDisk = {
  name: 'a limit of file sizes',
  // Where nothing may be skipped, it fails rather.
  isThere: process.env['CI'] === 'true' || canRun(PRLIMIT, '--version'),
  launcher: () => [],
  findFolder: (folder) => folder,
  fill: (folder, pid) => limitFileSize(pid, String(statSync(join(folder, LOG)).size)),
  empty: (_folder, pid) => limitFileSize(pid, 'unlimited'),
};

const NAMESPACE = ['unshare', '--user', '--map-root-user', '--mount'] as const;
const MOUNT = 'mount -t tmpfs -o size=4m tmpfs "$1" && shift && exec "$@"';
const FILLER = 'filler';
const FILLER_BYTES = [65_536, 1] as const;

/** Writes until there is no room for one octet more. */
function writeFiller(path: string): void {
  const file = openSync(path, 'a');
  for (const size of FILLER_BYTES) {
    const chunk = new Uint8Array(size);
    try {
      while (writeSync(file, chunk) === size);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    }
  }
  closeSync(file);
}

/** A file system in memory, which only the server sees under its name, and which is gone with it. */
const FULL_FILE_SYSTEM: SmallDisk = {
  name: 'a file system',
  isThere: canRun(NAMESPACE[0], ...NAMESPACE.slice(1), 'mount', '-t', 'tmpfs', 'tmpfs', '/tmp'),
  launcher: (folder) => [...NAMESPACE, 'sh', '-c', MOUNT, 'sh', folder],
  findFolder: (folder, pid) => `/proc/${pid}/root${folder}`,
  fill: (folder) => writeFiller(join(folder, FILLER)),
  empty: (folder) => rmSync(join(folder, FILLER)),
};

/** Starts a program that can write no file larger than that. */
export const limitedTo = (maxBytes: number): readonly string[] => [PRLIMIT, `--fsize=${maxBytes}`];

/** All of them. */
export const SMALL_DISKS: readonly SmallDisk[] = [FILE_SIZE_LIMIT, FULL_FILE_SYSTEM];
