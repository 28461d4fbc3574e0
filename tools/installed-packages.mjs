/** Whether node_modules holds what package-lock.json asks for. Uses only what Node.js brings. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What should be installed. */
export const LOCKFILE = 'package-lock.json';
/** npm's own record of what it has installed, written last: a broken installation has none. */
const INSTALLED = 'node_modules/.package-lock.json';

/** Compares the two lists package by package, so that an installation made by hand counts too. */
export const isInstalled = (root) => {
  if (!existsSync(join(root, INSTALLED))) return false;
  const wanted = readPackages(join(root, LOCKFILE));
  const present = readPackages(join(root, INSTALLED));
  const paths = Object.keys({ ...wanted, ...present });
  return paths.every((path) => isSettled(wanted[path], present[path]));
};

const readPackages = (path) => {
  const { '': _root, ...packages } = JSON.parse(readFileSync(path, 'utf8')).packages;
  return packages;
};

const isSettled = (wanted, present) => {
  // Left out by npm: made for another platform.
  if (present === undefined) return wanted.optional === true;
  return (
    wanted?.version === present.version &&
    wanted?.integrity === present.integrity &&
    isForThisMachine(present)
  );
};

// False for a node_modules that was copied from another kind of machine.
const isForThisMachine = ({ os = [], cpu = [] }) =>
  allows(os, process.platform) && allows(cpu, process.arch);

const allows = (list, value) =>
  !list.includes(`!${value}`) &&
  (list.includes(value) || list.every((item) => item.startsWith('!')));
