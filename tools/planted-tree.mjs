/** Small trees of files in a temporary folder, to see checks fail and pass on them. For tests only. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { ROOT } from './findings.mjs';

const planted = [];

// Registered when a test file imports this module, so it runs when the tests of that file are done.
afterAll(() => {
  for (const root of planted) rmSync(root, { recursive: true, force: true });
});

/** Writes files into a new folder and returns its path. It is removed when the tests of the file are done. */
export const plantTree = (files) => {
  const root = mkdtempSync(join(tmpdir(), 'stagedoor-planted-'));
  planted.push(root);
  addFiles(root, files);
  return root;
};

/** Writes more files into a tree; `{ 'src/a.ts': 'text' }`. */
export const addFiles = (root, files) => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
};

/** Copies files of this repository into a tree. */
export const copyHere = (root, paths) => {
  for (const path of paths) cpSync(join(ROOT, path), join(root, path));
};

/** Makes `path` in a tree a link to `target`, as npm does with workspaces. */
export const linkHere = (root, path, target) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  symlinkSync(target, join(root, path));
};
