import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { FileError } from '../../errors.js';
import { describeFailure } from '../../read-text-file.js';

/** As many as the administrator's command takes at once. */
const LINES_PER_PART = 1000;

function parseLine(line: string, number: number, path: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    throw new FileError(`line ${number} of ${path} is no JSON: it is no export of the audit trail`);
  }
}

/** The values of a file of JSON lines, 1000 at a time. Throws `file_unusable`. */
export async function* readEventLines(path: string): AsyncGenerator<readonly unknown[]> {
  let part: unknown[] = [];
  let number = 0;
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Infinity });
  try {
    for await (const line of lines) {
      number += 1;
      if (line.trim() !== '') part.push(parseLine(line, number, path));
      if (part.length < LINES_PER_PART) continue;
      yield part;
      part = [];
    }
  } catch (error) {
    if (error instanceof FileError) throw error;
    throw new FileError(`${path} cannot be read: ${describeFailure(error)}`);
  }
  if (part.length > 0) yield part;
}
