import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Makes what was renamed in the folder outlast a loss of power. Where folders cannot be synced, does nothing. */
export function syncFolder(path: string): void {
  try {
    const folder = openSync(path, 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  } catch {
    // Windows opens no folders.
  }
}
