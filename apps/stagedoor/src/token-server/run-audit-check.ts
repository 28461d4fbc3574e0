import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { AuditTrailBrokenError, FileError } from '../errors.js';
import { describeFailure } from '../read-text-file.js';
import type { World } from '../world.js';
import { type AuditCheck, checkAuditLines } from './check-audit-lines.js';

async function checkFile(
  path: string,
  follows: string | undefined,
  world: World,
): Promise<AuditCheck> {
  const input = createReadStream(resolve(world.cwd, path));
  try {
    return await checkAuditLines(createInterface({ input, crlfDelay: Infinity }), follows);
  } catch (error) {
    throw new FileError(`${path} cannot be read: ${describeFailure(error)}`);
  } finally {
    input.destroy();
  }
}

/**
 * Tells whether the lines of audit files hang together, the oldest file first. Throws `audit_trail_broken`, with the first
 * place where they do not, and `file_unusable`.
 */
export async function runAuditCheck(
  paths: readonly string[],
  { asJson, world }: { readonly asJson: boolean; readonly world: World },
): Promise<void> {
  let head: string | undefined;
  let count = 0;
  for (const path of paths) {
    const check = await checkFile(path, head, world);
    if (check.kind === 'broken') {
      throw new AuditTrailBrokenError(
        `${path}, line ${check.line}, does not follow the line before it: something was changed, removed or moved`,
      );
    }
    ({ head } = check);
    count += check.count;
  }
  const report = { intact: true, lines: count, head };
  world.writeOut(
    asJson
      ? `${JSON.stringify(report)}\n`
      : `intact: ${count} lines, each follows the one before it; the last one has the hash ${head}\n`,
  );
}
