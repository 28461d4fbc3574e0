import { expect, it } from 'vitest';
import { parsePrivilegeList } from './parse-privilege-list.js';

it('gives back what was written', () => {
  const privileges = ['join_channel', 'publish_audio'] as const;
  expect(parsePrivilegeList(JSON.stringify(privileges))).toEqual(privileges);
});
