import { describe, expect, it } from 'vitest';
import { APP_ID, CERTIFICATE, OTHER_CERTIFICATE } from '../../test/test-outcome.js';
import { parseProjects } from './parse-projects.js';

const OTHER_APP_ID = 'f'.repeat(32);

const readFile = (path: string): Promise<string> =>
  Promise.resolve(path === 'primary.txt' ? `${CERTIFICATE}\n` : OTHER_CERTIFICATE);

const parse = (document: unknown): ReturnType<typeof parseProjects> =>
  parseProjects(document, readFile);

describe('the projects of a file', () => {
  it('are a list, alone or named', async () => {
    const list = [{ appId: APP_ID, certificates: [CERTIFICATE, OTHER_CERTIFICATE] }];
    expect(await parse(list)).toEqual(list);
    expect(await parse({ projects: list })).toEqual(list);
  });

  it('can have their certificates in files', async () => {
    const certificateFiles = ['primary.txt', 'secondary.txt'];
    expect(await parse([{ appId: APP_ID, certificateFiles }])).toEqual([
      { appId: APP_ID, certificates: [CERTIFICATE, OTHER_CERTIFICATE] },
    ]);
  });

  it.each([
    ['nothing', undefined, 'must be a list'],
    ['no project', [], 'at least one project'],
    ['a text', ['x'], '[0] must be an object'],
    ['no App ID', [{ certificates: [CERTIFICATE] }], '[0].appId must be a text'],
    ['no certificate', [{ appId: APP_ID }], '[0]: give certificates or certificateFiles'],
    ['an empty list', [{ appId: APP_ID, certificates: [] }], 'list of one or two texts'],
    ['a number', [{ appId: APP_ID, certificates: [7] }], 'list of one or two texts'],
    ['a third one', [{ appId: APP_ID, certificates: ['a', 'b', 'c'] }], 'list of one or two texts'],
    ['a wrong one', [{ appId: APP_ID, certificates: ['s3cret'] }], '[0]: '],
    [
      'the same twice',
      [{ appId: APP_ID, certificates: [CERTIFICATE, CERTIFICATE] }],
      'the same certificate twice',
    ],
    [
      'an unknown key',
      [{ appId: APP_ID, certificate: CERTIFICATE }],
      '"certificate" that is unknown',
    ],
    [
      'one App ID twice',
      [
        { appId: OTHER_APP_ID, certificates: [CERTIFICATE] },
        { appId: OTHER_APP_ID, certificates: [OTHER_CERTIFICATE] },
      ],
      '[1] has the App ID of another one',
    ],
  ])('cannot have %s', async (_name, document, message) => {
    const refused = parse(document);
    await expect(refused).rejects.toMatchObject({
      code: 'config_invalid',
      message: expect.stringContaining(message) as string,
    });
    await expect(refused).rejects.not.toThrow(/s3cret|c0ffee/);
  });
});
