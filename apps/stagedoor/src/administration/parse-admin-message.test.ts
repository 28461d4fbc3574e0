import { describe, expect, it } from 'vitest';
import { parseAdminRequest } from './parse-admin-message.js';

const COMMAND = { id: 'project.list', input: {}, actor: 'cli:tester' };

describe('parseAdminRequest', () => {
  it('takes a command, with an organization or without', () => {
    expect(parseAdminRequest(JSON.stringify(COMMAND))).toEqual(COMMAND);
    const named = { ...COMMAND, organization: 'acme' };
    expect(parseAdminRequest(JSON.stringify(named))).toEqual(named);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'garbage'],
    ['null', 'null'],
    ['a list', '[]'],
    ['no input', '{"id":"project.list","actor":"cli:tester"}'],
    ['an input that is no object', JSON.stringify({ ...COMMAND, input: null })],
    ['an actor that is no text', JSON.stringify({ ...COMMAND, actor: 7 })],
    ['an ID that is no text', JSON.stringify({ ...COMMAND, id: 7 })],
    ['an organization that is no text', JSON.stringify({ ...COMMAND, organization: {} })],
  ])('refuses %s', (_name, text) => {
    expect(() => parseAdminRequest(text)).toThrow(
      expect.objectContaining({ code: 'invalid_request' }),
    );
  });
});
