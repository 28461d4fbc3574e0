import { describe, expect, it } from 'vitest';
import { toVitestArgs } from './conformance.mjs';
import { plantTree } from './planted-tree.mjs';

const plant = () =>
  plantTree({
    'conformance/rest/a.test.ts': '',
    'conformance/rest-auth/b.test.ts': '',
    'conformance/agora-token.test.ts': '',
  });

describe('what npm run conformance runs', () => {
  it.each([
    [[], ['conformance']],
    // Not rest-auth too.
    [['rest'], ['conformance/rest/']],
    [['rest-auth/'], ['conformance/rest-auth/']],
    [['agora-token'], ['conformance/agora-token']],
    [
      ['rest', 'agora-token'],
      ['conformance/rest/', 'conformance/agora-token'],
    ],
    [['--bail=1'], ['conformance', '--bail=1']],
    [
      ['--bail=1', 'rest'],
      ['conformance/rest/', '--bail=1'],
    ],
  ])('%j', (args, expected) => {
    expect(toVitestArgs(args, plant())).toEqual(expected);
  });
});
