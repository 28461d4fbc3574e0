import { describe, expect, it } from 'vitest';
import { OTHER_PROJECT, PROJECT } from '../../../test/test-project.js';
import type { Project } from '../../domain/project.js';
import { ProjectDirectory } from './project-directory.js';

/** A store that answers when it is told to, with what it has then. */
class SlowStore {
  readonly projects = new Map<string, Project>();
  readCount = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(...projects: readonly Project[]) {
    for (const project of projects) this.projects.set(project.appId, project);
  }

  async findByAppId(appId: string): Promise<Project | undefined> {
    this.readCount += 1;
    const found = this.projects.get(appId);
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return found;
  }

  /** Lets all reads come to their end. */
  answer(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

async function find(
  directory: ProjectDirectory,
  store: SlowStore,
  appId = PROJECT.appId,
): Promise<Project | undefined> {
  const found = directory.findByAppId(appId);
  store.answer();
  return found;
}

describe('ProjectDirectory', () => {
  const disabled: Project = { ...PROJECT, status: 'disabled' };

  it('reads a project once, also for many at the same time', async () => {
    const store = new SlowStore(PROJECT);
    const directory = new ProjectDirectory(store, () => true);
    const found = [1, 2, 3].map(() => directory.findByAppId(PROJECT.appId));
    store.answer();
    expect(await Promise.all(found)).toEqual([PROJECT, PROJECT, PROJECT]);
    await directory.findByAppId(PROJECT.appId);
    expect(store.readCount).toBe(1);
  });

  it('keeps nothing of an App ID that nobody has', async () => {
    const store = new SlowStore();
    const directory = new ProjectDirectory(store, () => true);
    expect(await find(directory, store)).toBeUndefined();
    store.projects.set(PROJECT.appId, PROJECT);
    expect(await find(directory, store)).toBe(PROJECT);
  });

  it('forgets what has changed, and nothing else', async () => {
    const other = { ...OTHER_PROJECT, organizationId: 'organization-2' };
    const store = new SlowStore(PROJECT, other);
    const directory = new ProjectDirectory(store, () => true);
    await find(directory, store);
    await find(directory, store, other.appId);
    directory.forget(PROJECT.organizationId);
    await directory.findByAppId(other.appId);
    expect(store.readCount).toBe(2);
    await find(directory, store);
    expect(store.readCount).toBe(3);
    directory.forget(undefined);
    await find(directory, store, other.appId);
    expect(store.readCount).toBe(4);
  });

  it('does not keep what was being read when it changed, and gives it to nobody who asks later', async () => {
    const store = new SlowStore(PROJECT);
    const directory = new ProjectDirectory(store, () => true);
    const early = directory.findByAppId(PROJECT.appId);
    store.projects.set(PROJECT.appId, disabled);
    directory.forget(PROJECT.organizationId);
    const late = directory.findByAppId(PROJECT.appId);
    store.answer();
    expect([await early, await late]).toEqual([PROJECT, disabled]);
    expect(await directory.findByAppId(PROJECT.appId)).toBe(disabled);
    expect(store.readCount).toBe(2);
  });

  it('keeps nothing while changes are not told, and nothing from before', async () => {
    let isTold = true;
    const store = new SlowStore(PROJECT);
    const directory = new ProjectDirectory(store, () => isTold);
    await find(directory, store);
    isTold = false;
    store.projects.set(PROJECT.appId, disabled);
    expect(await find(directory, store)).toBe(disabled);
    expect(await find(directory, store)).toBe(disabled);
    expect(store.readCount).toBe(3);
    isTold = true;
    store.projects.set(PROJECT.appId, PROJECT);
    expect(await find(directory, store)).toBe(PROJECT);
  });

  it('asks again after a failure', async () => {
    let isBroken = true;
    const store = {
      findByAppId: () =>
        isBroken ? Promise.reject(new TypeError('gone')) : Promise.resolve(PROJECT),
    };
    const directory = new ProjectDirectory(store, () => true);
    await expect(directory.findByAppId(PROJECT.appId)).rejects.toThrow('gone');
    isBroken = false;
    expect(await directory.findByAppId(PROJECT.appId)).toBe(PROJECT);
  });

  it('keeps no more than it has room for', async () => {
    const store = { findByAppId: (appId: string) => Promise.resolve({ ...PROJECT, appId }) };
    const directory = new ProjectDirectory(store, () => true);
    const first = await directory.findByAppId('0');
    for (let index = 1; index <= 10_000; index += 1) await directory.findByAppId(String(index));
    expect(await directory.findByAppId('10000')).toBe(await directory.findByAppId('10000'));
    expect(await directory.findByAppId('0')).not.toBe(first);
  });
});
