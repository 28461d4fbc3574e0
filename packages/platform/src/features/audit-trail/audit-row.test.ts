import { expect, it } from 'vitest';
import { makeEvent } from '../../../test/test-audit-trail.js';
import { toRowContent } from './audit-row.js';

it('keeps an event as it is', () => {
  expect(toRowContent(makeEvent(1))).toEqual({
    atMs: 1_795_242_601_000,
    organizationId: 'organization-1',
    actor: 'cli:tester',
    action: 'project.create',
    target: 'project 1',
    outcome: 'done',
    code: null,
    address: '192.0.2.7',
    requestId: null,
    details: '{"name":"stage 1"}',
  });
});

it('tells an empty text from none', () => {
  const { target, code } = toRowContent(makeEvent(1, { target: '', code: undefined }));
  expect([target, code]).toEqual(['', null]);
});

it('replaces what an engine would refuse or change', () => {
  const { actor } = toRowContent(makeEvent(1, { actor: 'a\u0000b\ud83cc🎭' }));
  expect(actor).toBe('a\uFFFDb\uFFFDc🎭');
});

it('cuts long texts, and between the halves of a character too', () => {
  const { actor, target } = toRowContent(
    makeEvent(1, { actor: 'x'.repeat(10_000), target: `${'x'.repeat(510)}🎭🎭` }),
  );
  expect([actor, target]).toEqual([`${'x'.repeat(511)}…`, `${'x'.repeat(510)}\uFFFD…`]);
});

it('leaves out details that are too long', () => {
  const details = { name: 'é'.repeat(5000) };
  expect(toRowContent(makeEvent(1, { details })).details).toBe('{"omittedBytes":10011}');
});

it('writes large numbers of details as texts, and times as whole milliseconds', () => {
  const { details, atMs } = toRowContent(makeEvent(1, { details: { id: 2n ** 60n }, atMs: 1.9 }));
  expect([details, atMs]).toEqual(['{"id":"1152921504606846976"}', 1]);
});
