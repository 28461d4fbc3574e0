/**
 * npm packs a LICENSE only from the folder of the package. `prepack` of each package brings the one of the repository,
 * and `postpack` takes it away again: `node ../../tools/pack-license.mjs [--remove]`, in that folder.
 *
 * Prints nothing, because what it prints would stand before the JSON of `npm pack --json`.
 */
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isMain, ROOT } from './findings.mjs';

/** Copies the licence of the repository into the folder of a package, or removes that copy. */
export const packLicense = (folder, { isRemoved = false, root = ROOT } = {}) => {
  const copy = join(folder, 'LICENSE');
  if (isRemoved) rmSync(copy, { force: true });
  else copyFileSync(join(root, 'LICENSE'), copy);
};

if (isMain(import.meta.url))
  packLicense(process.cwd(), { isRemoved: process.argv.includes('--remove') });
