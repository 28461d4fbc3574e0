import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APP_ID, CERTIFICATE, OTHER_CERTIFICATE } from '../../test/test-outcome.js';
import { placeJson } from '../../test/test-token-server.js';
import { TestWorld } from '../../test/test-world.js';
import { createProjectSource } from './project-source.js';

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
});

afterEach(() => {
  world.dispose();
});

const place = (name: string, text: string): void => writeFileSync(join(world.cwd, name), text);

describe('the projects of a file', () => {
  it('are the same object as long as the file is the same', async () => {
    placeJson(world, 'projects.json', [{ appId: APP_ID, certificates: [CERTIFICATE] }]);
    const source = createProjectSource('projects.json', {}, world);
    const first = await source.read();
    expect(await source.read(first)).toBe(first);
    placeJson(world, 'projects.json', [{ appId: APP_ID, certificates: [OTHER_CERTIFICATE] }]);
    const second = await source.read(first);
    expect(second.stamp).not.toBe(first.stamp);
    expect(second.value.list).toEqual([{ appId: APP_ID, certificates: [OTHER_CERTIFICATE] }]);
  });

  it('follow the files of their certificates', async () => {
    placeJson(world, 'projects.json', [{ appId: APP_ID, certificateFiles: ['a.txt'] }]);
    place('a.txt', CERTIFICATE);
    const source = createProjectSource('projects.json', {}, world);
    const first = await source.read();
    expect((await source.read(first)).stamp).toBe(first.stamp);
    place('a.txt', OTHER_CERTIFICATE);
    const second = await source.read(first);
    expect(second.stamp).not.toBe(first.stamp);
    expect(second.value.list[0]?.certificates).toEqual([OTHER_CERTIFICATE]);
  });

  it('are wrong again where they were wrong before', async () => {
    placeJson(world, 'projects.json', [{ appId: APP_ID, certificates: [CERTIFICATE] }]);
    const source = createProjectSource('projects.json', {}, world);
    const first = await source.read();
    placeJson(world, 'projects.json', [{ appId: APP_ID, certificates: ['x'] }]);
    await expect(source.read(first)).rejects.toThrow('[0]: ');
    await expect(source.read(first)).rejects.toThrow('[0]: ');
  });
});

describe('the project of the command line', () => {
  it('has certificates of one kind of place', async () => {
    world.env = { STAGEDOOR_SECONDARY_CERTIFICATE: OTHER_CERTIFICATE };
    const given = { appId: APP_ID, certificate: [CERTIFICATE] };
    const { value } = await createProjectSource(undefined, given, world).read();
    expect(value.list).toEqual([{ appId: APP_ID, certificates: [CERTIFICATE] }]);
    world.env['STAGEDOOR_CERTIFICATE'] = CERTIFICATE;
    const fromEnvironment = await createProjectSource(undefined, { appId: APP_ID }, world).read();
    expect(fromEnvironment.value.list[0]?.certificates).toEqual([CERTIFICATE, OTHER_CERTIFICATE]);
  });

  it('is asked for, or a file of projects', async () => {
    await expect(createProjectSource(undefined, {}, world).read()).rejects.toThrow(
      'give a file of projects by --projects, or one project by --app-id and --certificate-file',
    );
  });

  it('is not given beside a file', () => {
    expect(() => createProjectSource('projects.json', { appId: APP_ID }, world)).toThrow(
      'projects and an App ID are both given',
    );
  });
});
