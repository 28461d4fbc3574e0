import { expect, it } from 'vitest';
import { makeTestFolder } from '../../../test/test-databases.js';
import { syncFolder } from './sync-folder.js';

it('syncs a folder, and does not fail where that cannot be done', () => {
  const folder = makeTestFolder();
  expect(() => syncFolder(folder.path)).not.toThrow();
  folder.dispose();
  expect(() => syncFolder(folder.path)).not.toThrow();
});
