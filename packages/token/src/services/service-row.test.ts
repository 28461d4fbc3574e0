import { expect, it } from 'vitest';
import { createServiceRow, type FieldRow } from './service-row.js';

const FACTS = { type: 99, name: 'test', privileges: [], roles: {} } as const;

const field = (facts: Partial<FieldRow>): FieldRow =>
  ({ name: 'room', wildcards: [], subject: undefined, ...facts }) as FieldRow;

it('lets a grant have every field by all of its names, and an expectation those with a subject', () => {
  const row = createServiceRow({
    ...FACTS,
    fields: [
      field({ name: 'channel', aliases: ['channelName'], subject: 'channel', wildcards: ['*'] }),
      field({ name: 'uid', subject: 'uid', wildcards: ['0'] }),
      field({ name: 'note' }),
    ],
  });
  expect(row.grantNames.slice(4)).toEqual(['channel', 'channelName', 'uid', 'note']);
  expect(row.wantedNames.slice(2)).toEqual([
    'channel',
    'channelName',
    'uid',
    'allowWildcardChannel',
    'allowWildcardUid',
  ]);
});

it('lets none allow a wildcard that a field cannot have', () => {
  const row = createServiceRow({ ...FACTS, fields: [field({ name: 'uid', subject: 'uid' })] });
  expect(row.wantedNames.slice(2)).toEqual(['uid']);
});
