import { linkSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAppId, parseCertificate, TokenError } from '@stagedoor/token';
import { FileError, ProjectFileError } from './errors.js';
import { describeFailure, readTextFile } from './read-text-file.js';
import type { World } from './world.js';

const FILE_NAME = 'project.json';
/** Neither group nor others. */
const OWNER_ONLY_MASK = 0o077;

/** A project to try things with. */
export interface DemoProject {
  readonly appId: string;
  readonly certificate: string;
}

function isAlreadyThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

/** Writes the file as a whole or not at all; where two starts meet, the first one's file stays. */
function createProjectFile(path: string, world: World): void {
  const project: DemoProject = { appId: world.randomHex32(), certificate: world.randomHex32() };
  const draft = `${path}.${world.randomHex32()}`;
  writeFileSync(draft, `${JSON.stringify(project, undefined, 2)}\n`, {
    mode: 0o600,
    flag: 'wx',
    flush: true,
  });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!isAlreadyThere(error)) throw error;
  } finally {
    rmSync(draft);
  }
}

function parseProject(path: string, content: string): DemoProject {
  try {
    const parsed: unknown = JSON.parse(content);
    const fields = typeof parsed === 'object' && parsed !== null ? parsed : {};
    return {
      appId: parseAppId('appId' in fields ? fields.appId : undefined),
      certificate: parseCertificate('certificate' in fields ? fields.certificate : undefined),
    };
  } catch (error) {
    const reason = error instanceof TokenError ? error.message : 'it is not JSON';
    throw new ProjectFileError(
      `${path} holds no project: ${reason}. Mend it, or remove it to have a new one made`,
    );
  }
}

function checkIsPrivate(path: string): void {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
  if (process.platform === 'win32' || (mode & OWNER_ONLY_MASK) === 0) return;
  throw new ProjectFileError(
    `${path} holds a certificate and can be read by other users: chmod 600 ${path}`,
  );
}

/**
 * The demo project that is kept in the folder `data`, made at the first start with a random App ID and certificate, in
 * a file that only its owner can read. Throws `file_unusable` and `project_file_invalid`.
 */
export function openDemoProject(data: string, world: World): DemoProject {
  const folder = resolve(world.cwd, data);
  const path = join(folder, FILE_NAME);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (statSync(path, { throwIfNoEntry: false }) === undefined) createProjectFile(path, world);
  } catch (error) {
    throw new FileError(
      `the demo project cannot be kept in ${data}: ${describeFailure(error)}; choose another --data`,
    );
  }
  checkIsPrivate(path);
  return parseProject(path, readTextFile(path, world));
}
