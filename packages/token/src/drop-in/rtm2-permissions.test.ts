import { describe, expect, it } from 'vitest';
import { Rtm2Permissions, toPermissions } from './rtm2-permissions.js';

const { kUsers, kMessageChannels, kRead, kWrite } = Rtm2Permissions;

/** An object with the details that a caller without types wrote. */
const withDetails = (details: unknown): Rtm2Permissions =>
  Object.assign(new Rtm2Permissions(), { details });

describe('Rtm2Permissions', () => {
  it('keeps what was added last for each resource and action', () => {
    const permissions = new Rtm2Permissions();
    permissions.add(kUsers, kWrite, ['zoe']);
    permissions.add(kUsers, kWrite, ['ada', 'zoe']);
    permissions.add(kUsers, kRead, new Set(['zoe']));
    permissions.add(kMessageChannels, kRead, []);
    expect(permissions.details).toEqual({ 0: { 0: [] }, 4: { 0: ['zoe'], 1: ['ada', 'zoe'] } });
  });

  it('copies the names', () => {
    const names = ['zoe'];
    const permissions = new Rtm2Permissions();
    permissions.add(kUsers, kRead, names);
    names.push('ada');
    expect(permissions.details).toEqual({ 4: { 0: ['zoe'] } });
  });

  it('numbers resources and actions', () => {
    expect(Object.fromEntries(Object.entries(Rtm2Permissions))).toEqual({
      kMessageChannels: 0,
      kStreamChannels: 1,
      kGroupChannels: 2,
      kServerGroups: 3,
      kUsers: 4,
      kRead: 0,
      kWrite: 1,
    });
  });
});

describe('toPermissions', () => {
  it('takes every number that fits', () => {
    const details = { 65_535: { 65_535: ['a'] }, 7: {} };
    expect(toPermissions(withDetails(details))).toEqual(details);
  });

  it('fails for numbers and counts that do not fit', () => {
    const names = Array.from({ length: 65_536 }, () => '');
    for (const details of [
      { 65_536: {} },
      { '-1': {} },
      { 0: { 65_536: [] } },
      { 0: { 0: names } },
      { 0: { 0: ['a'.repeat(65_536)] } },
      { 0: Object.fromEntries(names.map((_, id) => [id, []])) },
      Object.fromEntries(names.map((_, id) => [id, {}])),
    ]) {
      expect(() => toPermissions(withDetails(details))).toThrow(RangeError);
    }
  });

  it('fails for what is no list of texts', () => {
    for (const details of [
      undefined,
      null,
      { 0: undefined },
      { 0: null },
      { 0: { 0: undefined } },
      { 0: { 0: 'abc' } },
      { 0: { 0: [7] } },
      { users: { read: [] } },
      { '01': { 0: [] } },
    ]) {
      expect(() => toPermissions(withDetails(details))).toThrow(TypeError);
    }
  });
});
