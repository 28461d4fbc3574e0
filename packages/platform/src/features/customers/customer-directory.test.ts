import { beforeEach, describe, expect, it } from 'vitest';
import { NOW } from '../../../test/test-platform.js';
import { CustomerDirectory } from './customer-directory.js';
import type { CredentialWithSecrets, CustomerStore } from './customer-store.js';

const makeCredential = (customerId: string, organizationId: string): CredentialWithSecrets => ({
  credential: {
    customerId,
    organizationId,
    name: customerId,
    access: 'full',
    projectIds: undefined,
    createdAt: NOW,
    lastUsedAt: undefined,
    disabledAt: undefined,
    secrets: [],
  },
  secrets: [`secret of ${customerId}`],
});

/** A store that answers when the test lets it. */
class TestStore implements CustomerStore {
  readonly rows = new Map<string, CredentialWithSecrets>();
  readonly reads: string[] = [];
  readonly noted: ReadonlyMap<string, number>[] = [];
  /** While it is set, answers wait for it. */
  gate: Promise<void> = Promise.resolve();
  failure: Error | undefined;

  put(customerId: string, organizationId = 'one', secret?: string): void {
    const made = makeCredential(customerId, organizationId);
    this.rows.set(customerId, secret === undefined ? made : { ...made, secrets: [secret] });
  }

  async find(customerId: string): Promise<CredentialWithSecrets | undefined> {
    this.reads.push(customerId);
    const found = this.rows.get(customerId);
    const { failure } = this;
    await this.gate;
    if (failure !== undefined) throw failure;
    return found;
  }

  async noteLastUsed(lastUsedAt: ReadonlyMap<string, number>): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    this.noted.push(lastUsedAt);
  }

  list = async (): Promise<never[]> => [];
  add = async (): Promise<void> => {};
  setDisabledAt = async (): Promise<void> => {};
  changeSecrets = async (): Promise<never[]> => [];
  takeSecretForDownload = async (): Promise<undefined> => undefined;
}

describe('CustomerDirectory', () => {
  let store: TestStore;
  let time: number;
  let isTrusted: boolean;
  let directory: CustomerDirectory;

  beforeEach(() => {
    store = new TestStore();
    time = NOW;
    isTrusted = true;
    const options = { now: () => time, isTrusted: () => isTrusted, capacity: 3 };
    directory = new CustomerDirectory(store, options);
  });

  /** Answers of the store wait until the function that comes back is called. */
  const closeGate = (): (() => void) => {
    let open: () => void = () => {};
    store.gate = new Promise((resolve) => {
      open = resolve;
    });
    return open;
  };

  it('reads a credential once', async () => {
    store.put('a');
    expect((await directory.find('a'))?.credential.customerId).toBe('a');
    expect(await directory.findKeys('a')).toEqual({ secrets: ['secret of a'], disabled: false });
    expect(store.reads).toEqual(['a']);
  });

  it('reads it once also where many ask at the same time', async () => {
    store.put('a');
    const found = await Promise.all(Array.from({ length: 100 }, () => directory.find('a')));
    expect(new Set(found).size).toBe(1);
    expect(store.reads).toEqual(['a']);
  });

  it('tells that a credential is disabled', async () => {
    const made = makeCredential('a', 'one');
    store.rows.set('a', { ...made, credential: { ...made.credential, disabledAt: NOW } });
    expect(await directory.findKeys('a')).toMatchObject({ disabled: true });
  });

  it('does not keep what is not there', async () => {
    expect(await directory.findKeys('a')).toBeUndefined();
    store.put('a');
    expect(await directory.findKeys('a')).toBeDefined();
  });

  it.each(['', 'a\0b', 'é', 'x'.repeat(256), '\u{1F511}', '\ud800'])(
    'asks nobody for %j, which is no ID',
    async (customerId) => {
      expect(await directory.find(customerId)).toBeUndefined();
      expect(store.reads).toEqual([]);
    },
  );

  it.each(['__proto__', 'constructor', 'toString'])('knows nobody called %s', async (name) => {
    expect(await directory.find(name)).toBeUndefined();
    expect(await directory.find(name)).toBeUndefined();
  });

  it('drops what was not used for the longest time', async () => {
    for (const id of ['a', 'b', 'c', 'd']) store.put(id);
    for (const id of ['a', 'b', 'c']) await directory.find(id);
    await directory.find('a');
    await directory.find('d');
    store.reads.length = 0;
    for (const id of ['a', 'c', 'd']) await directory.find(id);
    expect(store.reads).toEqual([]);
    await directory.find('b');
    expect(store.reads).toEqual(['b']);
  });

  it('forgets one organization, or all', async () => {
    store.put('a', 'one');
    store.put('b', 'two');
    for (const id of ['a', 'b']) await directory.find(id);
    directory.forget('one');
    for (const id of ['a', 'b']) await directory.find(id);
    expect(store.reads).toEqual(['a', 'b', 'a']);
    directory.forget(undefined);
    for (const id of ['a', 'b']) await directory.find(id);
    expect(store.reads).toEqual(['a', 'b', 'a', 'a', 'b']);
  });

  it('does not keep what changed while it was read', async () => {
    store.put('a', 'one', 'before');
    const open = closeGate();
    const reading = directory.findKeys('a');
    store.put('a', 'one', 'after');
    directory.forget('one');
    open();
    await reading;
    expect(await directory.findKeys('a')).toMatchObject({ secrets: ['after'] });
  });

  it('gives nobody who asks after a change what was read before it', async () => {
    store.put('a', 'one', 'before');
    const open = closeGate();
    const earlier = directory.findKeys('a');
    store.put('a', 'one', 'after');
    directory.forget('one');
    const later = directory.findKeys('a');
    open();
    expect(await later).toMatchObject({ secrets: ['after'] });
    await earlier;
    expect(await directory.findKeys('a')).toMatchObject({ secrets: ['after'] });
  });

  it('keeps what was read while another organization changed', async () => {
    store.put('a', 'one');
    const open = closeGate();
    const reading = directory.find('a');
    directory.forget('two');
    open();
    await reading;
    await directory.find('a');
    expect(store.reads).toEqual(['a']);
  });

  it('stays right when very many organizations change during a read', async () => {
    store.put('a', 'one', 'before');
    const open = closeGate();
    const reading = directory.findKeys('a');
    store.put('a', 'one', 'after');
    directory.forget('one');
    for (let index = 0; index < 5000; index += 1) directory.forget(`other ${index}`);
    open();
    await reading;
    expect(await directory.findKeys('a')).toMatchObject({ secrets: ['after'] });
  });

  it('reads everything anew while it may miss changes, and starts from nothing after that', async () => {
    store.put('a', 'one', 'before');
    await directory.find('a');
    isTrusted = false;
    store.put('a', 'one', 'after');
    expect(await directory.findKeys('a')).toMatchObject({ secrets: ['after'] });
    store.put('a', 'one', 'last');
    expect(await directory.findKeys('a')).toMatchObject({ secrets: ['last'] });
    isTrusted = true;
    expect(await directory.findKeys('a')).toMatchObject({ secrets: ['last'] });
    expect(store.reads).toHaveLength(4);
  });

  it('tries again after a failure of the store', async () => {
    store.put('a');
    store.failure = new TypeError('broken for the test');
    await expect(directory.find('a')).rejects.toThrow('broken for the test');
    store.failure = undefined;
    expect(await directory.find('a')).toBeDefined();
  });

  it('forgets an organization of thousands at once', async () => {
    directory = new CustomerDirectory(store, { now: () => time });
    for (let index = 0; index < 10_000; index += 1) {
      store.put(`small ${index}`, `organization ${index}`);
      await directory.find(`small ${index}`);
    }
    store.reads.length = 0;
    directory.forget('organization 77');
    await directory.find('small 77');
    await directory.find('small 78');
    expect(store.reads).toEqual(['small 77']);
  });

  it('writes down when customers were last here', async () => {
    directory.noteUsed('a');
    time += 5;
    directory.noteUsed('b');
    directory.noteUsed('a');
    await directory.flushLastUsed();
    await directory.flushLastUsed();
    expect(store.noted).toEqual([
      new Map([
        ['a', NOW + 5],
        ['b', NOW + 5],
      ]),
    ]);
  });

  it('keeps what could not be written down, and the later instant of two', async () => {
    directory.noteUsed('a');
    directory.noteUsed('b');
    store.failure = new TypeError('broken for the test');
    const flushing = directory.flushLastUsed();
    time += 9;
    directory.noteUsed('a');
    await expect(flushing).rejects.toThrow('broken for the test');
    store.failure = undefined;
    await directory.flushLastUsed();
    expect(store.noted).toEqual([
      new Map([
        ['a', NOW + 9],
        ['b', NOW],
      ]),
    ]);
  });
});
