import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOW, TestWorld, type CliRun } from '../../test/test-world.js';
import { parseProjectResult, type ShownProject } from './project/parse-project-result.js';

let world: TestWorld;

beforeEach(async () => {
  world = new TestWorld();
  await world.run('init', 'acme');
});

afterEach(() => {
  world.dispose();
});

const HEX_32 = /[0-9a-f]{32}/g;

/** What a command prints as JSON. */
async function runJson(...argv: readonly string[]): Promise<unknown> {
  const { exitCode, out, error } = await world.run(...argv, '--json');
  expect([exitCode, error]).toEqual([0, '']);
  return JSON.parse(out) as unknown;
}

const projectOf = async (...argv: readonly string[]): Promise<ShownProject> =>
  parseProjectResult(await runJson('project', ...argv)).project;

const certificatesOf = async (name: string): Promise<readonly (string | undefined)[]> => {
  const { certificates } = await projectOf('show', name, '--show-certificates');
  return certificates.map(({ certificate }) => certificate);
};

const codeOf = ({ exitCode, error }: CliRun): readonly unknown[] => [
  exitCode,
  /\((\w+)\)/.exec(error)?.[1],
];

describe('stagedoor project', () => {
  it('shows no name in another order than its letters have', async () => {
    // Whoever calls the REST API chooses names, and a terminal would obey.
    await projectOf('create', 'stage\u202egnp.');
    for (const argv of [['list'], ['show', 'stage\u202egnp.']]) {
      const { out } = await world.run('project', ...argv);
      expect(out).toContain('stage\\u{202e}gnp.');
      expect(out).not.toContain('\u202e');
    }
  });

  it('makes a project, and shows it by each of its names', async () => {
    const made = await projectOf('create', 'stage one');
    expect(made).toEqual({
      id: expect.stringMatching(/^[0-9a-z]{10}$/),
      name: 'stage one',
      appId: expect.stringMatching(/^[0-9a-f]{32}$/),
      status: 'enabled',
      createdAt: NOW,
      certificates: [
        {
          slot: 'primary',
          state: 'live',
          fingerprint: expect.stringMatching(/^[0-9a-f]{8}$/),
          createdAt: NOW,
        },
      ],
    });
    for (const name of ['stage one', made.id, made.appId]) {
      expect(await projectOf('show', name)).toEqual(made);
    }
  });

  it('prints certificates only where it is told to', async () => {
    const { out } = await world.run('project', 'create', 'stage', '--show-certificates');
    const [appId, certificate = ''] = out.match(HEX_32) ?? [];
    expect(await certificatesOf('stage')).toEqual([certificate]);
    const shown = await world.run('project', 'show', 'stage');
    const listed = await world.run('project', 'list');
    const asJson = await world.run('project', 'list', '--json');
    for (const { out: text } of [shown, listed, asJson]) {
      expect(text).toContain(appId);
      expect(text).not.toContain(certificate);
    }
  });

  it('shows a table', async () => {
    await world.run('project', 'create', 'stage');
    world.time += 7200;
    const { out } = await world.run('project', 'show', 'stage');
    const lines = out.replaceAll(HEX_32, '<hex>').replaceAll(/\b[0-9a-f]{8}\b/g, '<print>');
    expect(lines.replace(/(ID +)[0-9a-z]{10}\b/, '$1<id>')).toBe(
      [
        'stage                  enabled',
        '  App ID               <hex>',
        '  ID                   <id>',
        '  created              2023-11-14T22:13:20Z (1700000000), 2 h ago',
        '  primary certificate  live, fingerprint <print>, made 2023-11-14T22:13:20Z (1700000000), 2 h ago',
        '',
      ].join('\n'),
    );
  });

  it('lists one project in each line', async () => {
    expect((await world.run('project', 'list')).out).toBe(
      'There is no project yet: stagedoor project create <name>\n',
    );
    await world.run('project', 'create', 'first');
    world.time += 1;
    await world.run('project', 'create', 'second', '--disable-certificate');
    await world.run('project', 'disable', 'second');
    await world.run('project', 'certificate', 'add', 'first');
    const { out } = await world.run('project', 'list');
    expect(out.replaceAll(HEX_32, '<hex>').replaceAll(/\b[0-9a-z]{10}\b/g, '<id>')).toBe(
      [
        '<hex>  <id>  enabled   primary live, secondary live  first',
        '<hex>  <id>  disabled  primary disabled              second',
        '',
      ].join('\n'),
    );
    const listed = (await runJson('project', 'list')) as { projects: readonly ShownProject[] };
    expect(listed.projects.map(({ name }) => name)).toEqual(['first', 'second']);
  });

  it('disables and enables, and says what that means', async () => {
    await world.run('project', 'create', 'stage');
    const off = await world.run('project', 'disable', 'stage');
    expect(off.out).toContain('No token of the project is accepted from now on.');
    expect(await projectOf('show', 'stage')).toMatchObject({ status: 'disabled' });
    await world.run('project', 'enable', 'stage');
    expect(await projectOf('show', 'stage')).toMatchObject({ status: 'enabled' });
  });

  it('refuses a name that is taken, and one that cannot be', async () => {
    await world.run('project', 'create', 'stage');
    expect(codeOf(await world.run('project', 'create', 'stage'))).toEqual([
      2,
      'project_name_taken',
    ]);
    for (const name of ['', ' ', 'a\nb', 'a'.repeat(256)]) {
      expect(codeOf(await world.run('project', 'create', name))).toEqual([2, 'invalid_request']);
    }
    const listed = (await runJson('project', 'list')) as { projects: readonly ShownProject[] };
    expect(listed.projects).toHaveLength(1);
  });

  it('names the project that is not there', async () => {
    for (const command of ['show', 'disable', 'enable']) {
      expect(codeOf(await world.run('project', command, 'absent'))).toEqual([
        2,
        'project_not_found',
      ]);
    }
  });

  it('takes an App ID before another project that is called like it', async () => {
    const first = await projectOf('create', 'first');
    await world.run('project', 'create', first.appId);
    await world.run('project', 'create', first.id);
    expect((await projectOf('disable', first.appId)).id).toBe(first.id);
    expect((await projectOf('enable', first.id)).id).toBe(first.id);
  });
});

describe('stagedoor project certificate', () => {
  it('replaces a certificate, with two live ones in between', async () => {
    await world.run('project', 'create', 'stage');
    const [old] = await certificatesOf('stage');
    await world.run('project', 'certificate', 'add', 'stage');
    const [first, fresh] = await certificatesOf('stage');
    expect(first).toBe(old);
    expect(fresh).toMatch(/^[0-9a-f]{32}$/);
    await world.run('project', 'certificate', 'promote', 'stage');
    expect(await certificatesOf('stage')).toEqual([fresh, old]);
    const { out } = await world.run('project', 'certificate', 'remove', 'stage');
    expect(out).toContain('Tokens that are signed with it are refused from now on.');
    expect(await certificatesOf('stage')).toEqual([fresh]);
  });

  it('takes the last live certificate by force alone', async () => {
    await world.run('project', 'create', 'stage');
    for (const command of ['remove', 'disable']) {
      const argv = ['project', 'certificate', command, 'stage', 'primary'];
      expect(codeOf(await world.run(...argv))).toEqual([2, 'last_live_certificate']);
      expect(await projectOf('show', 'stage')).toMatchObject({ certificates: [{ state: 'live' }] });
    }
    const forced = ['stage', 'primary', '--force'];
    const off = await projectOf('certificate', 'disable', ...forced);
    expect(off).toMatchObject({ certificates: [{ slot: 'primary', state: 'disabled' }] });
    const on = await projectOf('certificate', 'enable', 'stage', 'primary');
    expect(on).toMatchObject({ certificates: [{ slot: 'primary', state: 'live' }] });
    expect((await projectOf('certificate', 'remove', ...forced)).certificates).toEqual([]);
    expect((await world.run('project', 'show', 'stage')).out).toMatch(/certificates +none/);
  });

  it.each([
    [['certificate', 'promote', 'stage'], 'certificate_missing'],
    [['certificate', 'remove', 'stage'], 'certificate_missing'],
    [['certificate', 'enable', 'stage'], 'certificate_missing'],
    [['certificate', 'disable', 'absent'], 'project_not_found'],
  ])('refuses %j', async (argv, code) => {
    await world.run('project', 'create', 'stage');
    expect(codeOf(await world.run('project', ...argv))).toEqual([2, code]);
  });

  it('adds no third one, and keeps the primary one while there are two', async () => {
    await world.run('project', 'create', 'stage');
    await world.run('project', 'certificate', 'add', 'stage');
    expect(codeOf(await world.run('project', 'certificate', 'add', 'stage'))).toEqual([
      2,
      'certificate_exists',
    ]);
    expect(
      codeOf(await world.run('project', 'certificate', 'remove', 'stage', 'primary', '--force')),
    ).toEqual([2, 'primary_certificate_in_use']);
  });

  it('knows two places for certificates', async () => {
    const { exitCode, error } = await world.run(
      'project',
      'certificate',
      'remove',
      'stage',
      'tertiary',
      '--json',
    );
    expect([exitCode, JSON.parse(error)]).toMatchObject([2, { error: { code: 'usage' } }]);
  });
});
