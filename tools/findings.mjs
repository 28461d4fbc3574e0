/**
 * What every check of ours has in common: it returns findings, and run as a program it prints them.
 *
 * A finding is `{ path, line, message }`; `path` is relative to the root of the repository.
 */
import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of this repository. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Whether a module is the program that was started, and not imported by another one. */
export const isMain = (moduleUrl) => {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === fileURLToPath(moduleUrl);
};

/** One finding as one line that editors can follow. */
export const formatFinding = ({ path, line, message }) => `${path}:${line} ${message}`;

/** Prints findings on stderr and makes the process fail if there are any; says nothing otherwise. */
export const reportFindings = (findings) => {
  if (findings.length === 0) return;
  process.stderr.write(`${findings.map(formatFinding).join('\n')}\n`);
  process.exitCode = 1;
};
