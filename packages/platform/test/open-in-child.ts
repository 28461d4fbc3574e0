import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { DatabaseLocation } from '../src/storage/parse-database-location.js';

const SCRIPT = fileURLToPath(new URL('database-child.mjs', import.meta.url));

/** What became of a database that another process opened. */
interface ChildOutcome {
  readonly isOpen?: boolean;
  readonly code?: string;
  readonly message?: string;
}

/** Another process that tried to open a database. */
export interface DatabaseChild {
  readonly outcome: ChildOutcome;
  /** Lets it close the database and end. */
  end(): Promise<void>;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
}

async function untilExit(child: ChildProcess, act: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  act();
  await exit;
}

/** Opens a database in another process, and resolves when that has it open, or could not open it. */
export async function openInChild(location: DatabaseLocation): Promise<DatabaseChild> {
  const child = spawn(process.execPath, [SCRIPT, JSON.stringify(location)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return {
    outcome: JSON.parse(line) as ChildOutcome,
    end: () => untilExit(child, () => child.stdin.end()),
    kill: () => untilExit(child, () => child.kill('SIGKILL')),
  };
}
