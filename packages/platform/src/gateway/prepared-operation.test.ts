import { describe, expect, it } from 'vitest';
import { ECHO_OPERATIONS } from '../../test/echo-operations.js';
import { FAMILIES } from '../operations/family-table.js';
import { prepareOperation } from './prepared-operation.js';
import { RequestVerification } from './verify-options.js';

const verification = new RequestVerification(
  {},
  { findCustomer: () => undefined, findProject: () => undefined },
  { now: () => 1 },
);

const prepare = (wanted: string, limits?: Parameters<typeof prepareOperation>[2]) => {
  const row = ECHO_OPERATIONS.find(({ id }) => id === wanted);
  return prepareOperation(row!, verification, limits);
};

describe('prepareOperation', () => {
  it('has what is the same for all requests', () => {
    const prepared = prepare('broadcast-get');
    expect(prepared.family).toBe(FAMILIES.broadcast);
    expect(prepared.limitPerSecond).toBe(50);
    expect(prepare('broadcast-get', 'off').limitPerSecond).toBeUndefined();
    expect(prepared.verifyOptionsFor({})).toBe(prepared.verifyOptionsFor({ a: 'b' }));
    expect([prepared.input.takesBody, prepare('broadcast-post').input.takesBody]).toEqual([
      false,
      true,
    ]);
  });

  it('challenges by every scheme that the operation takes', () => {
    const fieldsOf = (id: string) => prepare(id).challenges.map(([, value]) => value.split(' ')[0]);
    expect(fieldsOf('projects-get')).toEqual(['Basic', expect.any(String), 'sha-256=10']);
    expect(fieldsOf('stagedoor-get')).toEqual(['Basic', 'hmac', expect.any(String), 'sha-256=10']);
    expect(fieldsOf('of-user')).toContain('agora');
  });
});
