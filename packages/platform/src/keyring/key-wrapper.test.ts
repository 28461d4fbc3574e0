import { inspect } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import { TestSources } from '../../test/test-platform.js';
import { KeyWrapper } from './key-wrapper.js';

const OLD = { id: 'aaaa0001', key: new Uint8Array(32).fill(0xa1) };
const NEW = { id: 'bbbb0002', key: new Uint8Array(32).fill(0xb2) };

describe('KeyWrapper', () => {
  let sources: TestSources;

  beforeEach(() => {
    sources = new TestSources();
  });

  const wrapperOf = (...masterKeys: readonly (typeof OLD)[]): KeyWrapper =>
    new KeyWrapper(masterKeys, sources);

  it('wraps with the first master key, and unwraps what any of them wrapped', () => {
    const before = wrapperOf(OLD).makeDataKey();
    expect(before).toMatchObject({ masterKeyId: OLD.id, state: 'active', sealCount: 0 });
    const both = wrapperOf(NEW, OLD);
    expect(both.makeDataKey().masterKeyId).toBe(NEW.id);
    expect(both.unwrap(before).equals(wrapperOf(OLD).unwrap(before))).toBe(true);
  });

  it('wraps the same data key anew', () => {
    const before = wrapperOf(OLD).makeDataKey();
    const after = wrapperOf(NEW, OLD).rewrap(before);
    expect(after).toMatchObject({ id: before.id, masterKeyId: NEW.id });
    expect(wrapperOf(NEW).unwrap(after).equals(wrapperOf(OLD).unwrap(before))).toBe(true);
  });

  it('names the master key that is missing, and no key', () => {
    const stored = wrapperOf(OLD).makeDataKey();
    const failure = expect.objectContaining({
      code: 'master_key_missing',
      message: `data key ${stored.id} is wrapped with master key ${OLD.id}, which was not given; there is ${NEW.id}`,
    });
    expect(() => wrapperOf(NEW).unwrap(stored)).toThrow(failure);
    expect(() => wrapperOf(NEW).rewrap(stored)).toThrow(failure);
    expect(() => wrapperOf()).toThrow(expect.objectContaining({ code: 'master_key_missing' }));
  });

  it('refuses a wrapping that was changed, moved, or made by another key', () => {
    const wrapper = wrapperOf(OLD);
    const stored = wrapper.makeDataKey();
    const other = wrapper.makeDataKey();
    const bytes = Buffer.from(stored.wrappedKey, 'base64url');
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    const wrong = [
      { ...stored, wrappedKey: other.wrappedKey },
      { ...stored, id: other.id },
      { ...stored, wrappedKey: bytes.toString('base64url') },
      { ...stored, wrappedKey: '' },
    ];
    const failure = expect.objectContaining({ code: 'sealed_text_invalid' });
    for (const each of wrong) expect(() => wrapper.unwrap(each)).toThrow(failure);
    const falseKey = { id: OLD.id, key: NEW.key };
    expect(() => wrapperOf(falseKey).unwrap(stored)).toThrow(failure);
  });

  it('shows no key to whoever prints it', () => {
    const wrapper = wrapperOf(OLD);
    const printed = inspect([wrapper, wrapper.unwrap(wrapper.makeDataKey())], {
      depth: 9,
      showHidden: true,
    });
    expect(printed).not.toMatch(/a1a1|a1, ?a1|161, ?161/i);
  });
});
