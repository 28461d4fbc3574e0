import { describe, expect, it } from 'vitest';
import type { AuditEvent } from './audit-event.js';
import { type RejectedRequest, RejectionRecorder } from './rejection-recorder.js';
import type { SampleLimits } from './rejection-sampler.js';

const CUSTOMER_ID = '0c1e5a7d93b84f26a1d0e7c5b3f29846';

const makeRequest = (changes: Partial<RejectedRequest> = {}): RejectedRequest => ({
  operationId: 'list-projects',
  scheme: 'basic',
  code: 'wrong_secret',
  claimedId: undefined,
  customerId: undefined,
  organizationId: undefined,
  address: '192.0.2.7',
  requestId: 'request-1',
  ...changes,
});

/** A recorder with a clock, timers that run when they are told to, and a storage that may be away. */
class Recording {
  readonly written: AuditEvent[] = [];
  readonly failures: unknown[] = [];
  suppressed = 0;
  readonly recorder: RejectionRecorder;
  now = 1000;
  isAway = false;
  batchCount = 0;
  #tasks: (() => void)[] = [];

  constructor(options: { limits?: SampleLimits; maxWaiting?: number } = {}) {
    this.recorder = new RejectionRecorder({
      append: async (events) => {
        await Promise.resolve();
        if (this.isAway) throw new Error('the storage is away');
        this.batchCount += 1;
        this.written.push(...events);
      },
      timers: {
        after: (_delayMillis, task) => {
          this.#tasks.push(task);
          return () => {
            this.#tasks = this.#tasks.filter((each) => each !== task);
          };
        },
      },
      sources: { now: () => this.now },
      onFailure: (error) => this.failures.push(error),
      onSuppressed: () => {
        this.suppressed += 1;
      },
      ...options,
    });
  }

  get timerCount(): number {
    return this.#tasks.length;
  }

  /** Lets a second pass. */
  async pass(): Promise<void> {
    this.now += 1;
    const tasks = this.#tasks;
    this.#tasks = [];
    for (const task of tasks) task();
    // The end of the write that a timer began.
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** Rejections that are written, one by one or as a number. */
  countAll(): number {
    return this.written.reduce((sum, { details }) => sum + Number(details?.['total'] ?? 1), 0);
  }
}

const WIDE: SampleLimits = {
  sourceBurst: 1000,
  sourcePerSecond: 1000,
  overallBurst: 1000,
  overallPerSecond: 1000,
};

describe('a recorder of rejections', () => {
  it('writes who, what, from where and why', async () => {
    const recording = new Recording();
    recording.recorder.record(
      makeRequest({ claimedId: CUSTOMER_ID, organizationId: 'organization-1' }),
    );
    expect(recording.written).toEqual([]);
    await recording.pass();
    expect(recording.written).toEqual([
      {
        atMs: 1_000_000,
        organizationId: 'organization-1',
        actor: 'stranger',
        action: 'list-projects',
        target: `credential ${CUSTOMER_ID}`,
        outcome: 'refused',
        code: 'wrong_secret',
        address: '192.0.2.7',
        requestId: 'request-1',
        details: { scheme: 'basic' },
      },
    ]);
  });

  it('names the customer who is proven and may not do it', async () => {
    const recording = new Recording();
    recording.recorder.record(makeRequest({ customerId: CUSTOMER_ID, code: 'not_entitled' }));
    await recording.recorder.close();
    expect(recording.written[0]).toMatchObject({ actor: `customer:${CUSTOMER_ID}` });
  });

  it.each([
    'f7a1c3e5d9b24680ace0bd1357f92468:0c1e5a7d93b84f26a1d0e7c5b3f29846',
    'MGMxZTVhN2Q5M2I4NGYyNmExZDBlN2M1YjNmMjk4NDY6Zjdh',
    'F7A1C3E5D9B24680ACE0BD1357F92468',
    'hunter2\n',
    'x'.repeat(100_000),
  ])('keeps only a fingerprint of what is no ID: %.20j', async (claimedId) => {
    const recording = new Recording();
    recording.recorder.record(makeRequest({ claimedId }));
    await recording.recorder.close();
    const [event] = recording.written;
    expect(event?.target).toMatch(/^credential #[0-9a-f]{8}$/);
    expect(JSON.stringify(event)).not.toContain(claimedId.slice(0, 7));
  });

  it('sets no timer while there is nothing to write', async () => {
    const recording = new Recording();
    expect(recording.timerCount).toBe(0);
    recording.recorder.record(makeRequest());
    recording.recorder.record(makeRequest());
    expect(recording.timerCount).toBe(1);
    await recording.pass();
    expect([recording.timerCount, recording.batchCount]).toEqual([0, 1]);
  });

  it('writes a sample of a flood, and the number of all', async () => {
    const recording = new Recording();
    for (let second = 0; second < 30; second += 1) {
      for (let index = 0; index < 1000; index += 1) {
        const code = index % 4 === 0 ? 'unknown_customer' : 'wrong_secret';
        recording.recorder.record(makeRequest({ code, address: `198.51.100.${index % 250}` }));
      }
      await recording.pass();
    }
    await recording.recorder.close();
    const single = recording.written.filter(({ action }) => action === 'list-projects');
    expect(single.length).toBeLessThanOrEqual(200 + 30 * 2);
    expect(single.length).toBeGreaterThan(200);
    expect(recording.countAll()).toBe(30_000);
    expect(recording.suppressed).toBe(30_000 - single.length);
    const numbers = recording.written.filter(({ code }) => code === 'suppressed');
    expect(numbers.length).toBeLessThanOrEqual(4);
    expect(numbers[0]).toMatchObject({
      actor: 'system',
      action: 'rejections.suppressed',
      outcome: 'refused',
      details: { firstAt: 1000, lastAt: 1000, counts: { unknown_customer: expect.any(Number) } },
    });
  });

  it('does not let strangers drown those who name a customer', async () => {
    const recording = new Recording();
    for (let index = 0; index < 5000; index += 1) {
      recording.recorder.record(makeRequest({ address: `2001:db8::${index.toString(16)}` }));
    }
    recording.recorder.record(makeRequest({ claimedId: CUSTOMER_ID, requestId: 'the one' }));
    await recording.recorder.close();
    expect(recording.written).toContainEqual(expect.objectContaining({ requestId: 'the one' }));
  });

  it('keeps what fits while the storage is away, counts the rest, and recovers', async () => {
    const recording = new Recording({ limits: WIDE, maxWaiting: 10 });
    recording.isAway = true;
    for (let second = 0; second < 20; second += 1) {
      for (let index = 0; index < 7; index += 1) recording.recorder.record(makeRequest());
      await recording.pass();
    }
    expect(recording.written).toEqual([]);
    expect(recording.failures).toHaveLength(20);
    recording.isAway = false;
    await recording.pass();
    const single = recording.written.filter(({ code }) => code !== 'suppressed');
    expect([single.length, recording.countAll()]).toEqual([10, 140]);
    expect(recording.timerCount).toBe(0);
  });

  it('counts what comes while a write is under way that then fails', async () => {
    const recording = new Recording({ limits: WIDE, maxWaiting: 3 });
    recording.isAway = true;
    for (let index = 0; index < 3; index += 1) recording.recorder.record(makeRequest());
    const failing = recording.recorder.flush();
    for (let index = 0; index < 3; index += 1) recording.recorder.record(makeRequest());
    await failing;
    recording.isAway = false;
    await recording.recorder.close();
    expect([recording.written.length, recording.countAll()]).toEqual([4, 6]);
  });

  it('writes the last ones when it is closed, and sets no timer then', async () => {
    const recording = new Recording();
    recording.recorder.record(makeRequest());
    await recording.recorder.close();
    recording.recorder.record(makeRequest());
    expect([recording.written.length, recording.timerCount]).toEqual([1, 0]);
  });

  it('bears a clock that jumps', async () => {
    const recording = new Recording();
    for (const now of [1000, 5, 1_000_000_000, 7]) {
      recording.now = now;
      for (let index = 0; index < 500; index += 1) recording.recorder.record(makeRequest());
      await recording.pass();
    }
    await recording.recorder.close();
    expect(recording.countAll()).toBe(2000);
  });
});
