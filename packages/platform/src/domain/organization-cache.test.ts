import { beforeEach, describe, expect, it } from 'vitest';
import { OrganizationCache } from './organization-cache.js';

interface Row {
  readonly organizationId: string;
  readonly text: string;
}

describe('OrganizationCache', () => {
  let rows: Map<string, Row>;
  let reads: string[];
  /** While it is set, answers wait for it. */
  let gate: Promise<void>;
  let failure: Error | undefined;
  let isTrusted: boolean;
  let cache: OrganizationCache<Row>;

  const put = (key: string, organizationId = 'one', text = key): void => {
    rows.set(key, { organizationId, text });
  };

  const read = async (key: string): Promise<Row | undefined> => {
    reads.push(key);
    const found = rows.get(key);
    const error = failure;
    await gate;
    if (error !== undefined) throw error;
    return found;
  };

  /** Answers wait until the function that comes back is called. */
  const closeGate = (): (() => void) => {
    let open: () => void = () => {};
    gate = new Promise((resolve) => {
      open = resolve;
    });
    return open;
  };

  const findText = async (key: string): Promise<string | undefined> =>
    (await cache.find(key))?.text;

  beforeEach(() => {
    rows = new Map();
    reads = [];
    gate = Promise.resolve();
    failure = undefined;
    isTrusted = true;
    cache = new OrganizationCache({ read, isTrusted: () => isTrusted, capacity: 3 });
  });

  it('reads once, and then answers at once', async () => {
    put('a');
    expect(cache.find('a')).toBeInstanceOf(Promise);
    expect(await findText('a')).toBe('a');
    expect(cache.find('a')).toEqual({ organizationId: 'one', text: 'a' });
    expect(reads).toEqual(['a']);
  });

  it('reads once also where many ask at the same time', async () => {
    put('a');
    const found = await Promise.all(Array.from({ length: 100 }, async () => cache.find('a')));
    expect(new Set(found).size).toBe(1);
    expect(reads).toEqual(['a']);
  });

  it('does not keep what is not there, whatever it is called', async () => {
    for (const key of ['a', '__proto__', 'constructor']) {
      expect(await findText(key)).toBeUndefined();
    }
    put('a');
    expect(await findText('a')).toBe('a');
  });

  it('drops what was not used for the longest time', async () => {
    for (const key of ['a', 'b', 'c', 'd']) put(key);
    for (const key of ['a', 'b', 'c', 'a', 'd']) await cache.find(key);
    reads.length = 0;
    for (const key of ['a', 'c', 'd']) await cache.find(key);
    expect(reads).toEqual([]);
    await cache.find('b');
    expect(reads).toEqual(['b']);
  });

  it('forgets one organization, or all', async () => {
    put('a', 'one');
    put('b', 'two');
    for (const key of ['a', 'b']) await cache.find(key);
    cache.forget('one');
    for (const key of ['a', 'b']) await cache.find(key);
    expect(reads).toEqual(['a', 'b', 'a']);
    cache.forget(undefined);
    for (const key of ['a', 'b']) await cache.find(key);
    expect(reads).toEqual(['a', 'b', 'a', 'a', 'b']);
  });

  it.each(['one', undefined])(
    'keeps nothing of what changed while it was read (%s)',
    async (id) => {
      put('a', 'one', 'before');
      const open = closeGate();
      const earlier = findText('a');
      put('a', 'one', 'after');
      cache.forget(id);
      const later = findText('a');
      open();
      expect([await earlier, await later]).toEqual(['before', 'after']);
      expect(await findText('a')).toBe('after');
      expect(reads).toHaveLength(2);
    },
  );

  it.each(['one', undefined])('keeps no answer from before a change (%s)', async (id) => {
    put('a', 'one', 'before');
    const open = closeGate();
    const reading = findText('a');
    put('a', 'one', 'after');
    cache.forget(id);
    open();
    expect(await reading).toBe('before');
    expect(await findText('a')).toBe('after');
  });

  it('keeps what was read while another organization changed', async () => {
    put('a', 'one');
    const open = closeGate();
    const reading = cache.find('a');
    cache.forget('two');
    open();
    await reading;
    expect(cache.find('a')).toEqual(rows.get('a'));
  });

  it('reads everything anew while it may miss changes, and starts from nothing after that', async () => {
    put('a', 'one', 'before');
    await cache.find('a');
    isTrusted = false;
    put('a', 'one', 'after');
    expect(await findText('a')).toBe('after');
    put('a', 'one', 'last');
    expect(await findText('a')).toBe('last');
    isTrusted = true;
    expect(await findText('a')).toBe('last');
    expect(reads).toHaveLength(4);
  });

  it('tries again after a failure', async () => {
    put('a');
    failure = new TypeError('broken for the test');
    await expect(cache.find('a')).rejects.toThrow('broken for the test');
    failure = undefined;
    expect(await findText('a')).toBe('a');
  });

  it('keeps as many as it may where organizations are many', async () => {
    cache = new OrganizationCache({ read });
    for (let index = 0; index < 10_001; index += 1) {
      put(`${index}`, `organization ${index}`);
      await cache.find(`${index}`);
    }
    reads.length = 0;
    expect(cache.find('10000')).toEqual(rows.get('10000'));
    cache.forget('organization 77');
    for (const key of ['77', '78', '0']) await cache.find(key);
    expect(reads).toEqual(['77', '0']);
  });
});
