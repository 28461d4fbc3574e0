/** A clock that jumps, as after a wrong setting is corrected, lets nobody in and keeps nobody out who should not be. */
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  type Answer,
  type ClockReady,
  ClockCustomer,
  type SignedRequest,
  type Visitor,
} from './clock-customer.js';
import { whileRunning } from './test-server.js';
import { NOW, TestWorld } from './test-world.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What has been done, and what follows from it at any time. */
class Model {
  readonly #bannedUntil = new Map<string, number>();
  readonly #revokedUntil = new Map<number, number>();

  ban(channel: string, until: number): void {
    this.#bannedUntil.set(channel, Math.max(until, this.#bannedUntil.get(channel) ?? 0));
  }

  revoke(uid: number, until: number): void {
    this.#revokedUntil.set(uid, Math.max(until, this.#revokedUntil.get(uid) ?? 0));
  }

  mayEnter({ channel, uid, issuedAt, endsAt }: Visitor, now: number): boolean {
    const isBanned = (this.#bannedUntil.get(channel) ?? 0) > now;
    const isRevoked = issuedAt <= (this.#revokedUntil.get(uid) ?? 0);
    return !isBanned && !isRevoked && issuedAt <= now + MINUTE && endsAt > now;
  }
}

let world: TestWorld;
let administrator: TestWorld;

beforeEach(() => {
  world = new TestWorld();
  administrator = new TestWorld();
});

afterEach(() => {
  world.dispose();
  administrator.dispose();
});

/** Runs a command through the socket of the server. */
async function run(...command: readonly string[]): Promise<string> {
  const data = join(world.cwd, '.stagedoor');
  const { exitCode, out, error } = await administrator.run(...command, '--data', data);
  expect([exitCode, error]).toEqual([0, '']);
  return out;
}

async function onServer(
  args: readonly string[],
  use: (customer: ClockCustomer, ready: ClockReady) => Promise<void>,
): Promise<void> {
  const argv = ['dev', '--port', '0', ...args];
  const { exitCode, error } = await whileRunning<ClockReady>(world, argv, async (ready) => {
    await use(new ClockCustomer(ready, world), ready);
    await run('audit', 'verify');
  });
  expect([exitCode, error]).toEqual([0, '']);
}

const NO_LIMITS = ['--rate-limits', 'off'] as const;

/** With a token of the time that the clock shows, for a day at most. */
const visit = (channel: string, uid: number, seconds: number = DAY): Visitor => ({
  channel,
  uid,
  issuedAt: world.time,
  endsAt: world.time + seconds,
});

it('makes bans and revocations hold again that had ended by a clock that was ahead', () =>
  onServer(NO_LIMITS, async (customer) => {
    await customer.banChannel('long ago', 60);
    world.time += 10 * DAY;
    const [banned, revoked] = [visit('banned', 1), visit('open', 2)];
    await customer.banChannel('banned', 60);
    await customer.revokeUser(2);

    world.time += 3 * DAY;
    expect(await customer.listBanned()).toEqual([]);
    expect(await customer.admit(banned)).toBe('expired');
    expect(await customer.admit(visit('banned', 1))).toBeUndefined();
    // Upkeep by that clock, which removes what ended more than a week ago, and nothing else.
    const listAfterUpkeep = async (): Promise<readonly string[]> => {
      world.time = NOW + 13 * DAY;
      world.tick();
      await customer.listBanned();
      world.time = NOW + MINUTE;
      return customer.listBanned();
    };
    await expect.poll(listAfterUpkeep, { timeout: 20_000 }).toEqual(['banned']);

    world.time = NOW + 10 * DAY + MINUTE;
    expect(await customer.listBanned()).toEqual(['banned']);
    expect(await customer.admit(banned)).toBe('kicked');
    expect(await customer.admit(revoked)).toBe('token_revoked');
    expect(await customer.admit({ ...banned, channel: 'open' })).toBeUndefined();
  }));

it('lets nobody in by a clock that was set back who was kept out before', () =>
  onServer(NO_LIMITS, async (customer) => {
    const [banned, revoked] = [visit('banned', 1), visit('open', 2)];
    await customer.banChannel('banned', 60);
    await customer.revokeUser(2);
    for (const back of [MINUTE, HOUR, DAY, 30 * DAY]) {
      world.time = NOW - back;
      // A token of later is not valid yet, but for a minute of tolerance.
      const early = back > MINUTE ? 'not_yet_valid' : undefined;
      expect(await customer.admit(banned)).toBe(early ?? 'kicked');
      expect(await customer.admit(revoked)).toBe(early ?? 'token_revoked');
      expect(await customer.admit(visit('banned', 3))).toBe('kicked');
      // Issued before the instant up to which it was revoked.
      expect(await customer.admit(visit('open', 2))).toBe('token_revoked');
      expect(await customer.admit(visit('open', 3))).toBeUndefined();
    }
    // A rule of then lasts as long as it says, by the clock of then.
    await customer.banChannel('open', 60);
    expect(await customer.admit(visit('open', 3))).toBe('kicked');
    world.time += HOUR;
    expect(await customer.admit(visit('open', 3))).toBeUndefined();
  }));

it('revokes too much rather than too little by a clock that was ahead, until that is taken back', () =>
  onServer(NO_LIMITS, async (customer) => {
    world.time += DAY;
    const early = visit('open', 1);
    const key = await customer.revokeUser(1);
    world.time = NOW;
    expect(await customer.admit(early)).toBe('not_yet_valid');
    expect(await customer.admit(visit('open', 1))).toBe('token_revoked');
    await customer.unrevoke(key);
    expect(await customer.admit(visit('open', 1))).toBeUndefined();
    world.time += DAY;
    // It was never wrong by itself.
    expect(await customer.admit(early)).toBeUndefined();
  }));

it('takes each signed request once, and new ones after any jump', () =>
  onServer(NO_LIMITS, async (customer) => {
    const visitor = visit('open', 1);
    const sent: SignedRequest[] = [];
    const sendNew = async (): Promise<Answer> => {
      const request = await customer.sign(visitor);
      sent.push(request);
      return customer.sendSigned(request);
    };
    // Ahead for so long that signatures of then are forgotten, and back where it was.
    for (const time of [NOW, NOW + DAY, NOW + DAY + HOUR, NOW + DAY + 2 * HOUR, NOW + MINUTE]) {
      world.time = time;
      expect([time, (await sendNew()).status]).toEqual([time, 200]);
      for (const request of sent) {
        const { status, code } = await customer.sendSigned(request);
        expect([status, code]).toEqual([
          expect.toBeOneOf([401, 503]),
          expect.toBeOneOf(['replayed', 'date_outside_window', 'replay_store_unavailable']),
        ]);
      }
    }
    // Somebody who knows the right time while the server does not.
    world.time += 1;
    const request = await customer.sign(visitor);
    world.time -= HOUR;
    expect(await customer.sendSigned(request)).toMatchObject({ status: 401 });
    world.time += HOUR;
    expect(await customer.sendSigned(request)).toMatchObject({ status: 200 });
    expect(await customer.sendSigned(request)).toMatchObject({ status: 401, code: 'replayed' });
  }));

it('locks nobody out who has spent a limit before the clock is set back', () =>
  onServer([], async (customer) => {
    const spend = async (): Promise<Answer> => {
      for (let count = 0; count < 100; count += 1) {
        const answer = await customer.ask('/dev/v1/projects');
        if (answer.status !== 200) return answer;
      }
      throw new Error('there is no limit');
    };
    for (const jump of [-DAY, DAY, -30 * DAY, 30 * DAY, -1]) {
      expect(await spend()).toMatchObject({ status: 429, code: 'rate_limited' });
      world.time += jump;
      expect(await customer.ask('/dev/v1/projects')).toMatchObject({ status: 200 });
    }
  }));

it('locks no address out that failed too often before the clock is set back', () =>
  onServer([], async (customer, { customerId }) => {
    const wrong = `Basic ${btoa(`${customerId}:wrong`)}`;
    for (const jump of [-DAY, DAY, -30 * DAY, 30 * DAY, -MINUTE]) {
      for (let count = 0; count < 30; count += 1) {
        await customer.ask('/dev/v1/projects', undefined, wrong);
      }
      const { status, headers } = await customer.ask('/dev/v1/projects');
      expect([status, headers.get('retry-after')]).toEqual([429, '1']);
      world.time += jump;
      expect(await customer.ask('/dev/v1/projects')).toMatchObject({ status: 200 });
    }
  }));

it('tells in the audit trail what happened in its order, at the times that the clock showed', () =>
  onServer(NO_LIMITS, async (customer) => {
    const times = [NOW, NOW + DAY, NOW - DAY, NOW + 1];
    for (const time of times) {
      world.time = time;
      await customer.banChannel(`at ${time}`, 1);
      await customer.ask('/dev/v1/projects', undefined, 'Basic c29tZWJvZHk6c29tZXRoaW5n');
      world.tick();
    }
    const told = async (action: string): Promise<readonly unknown[]> => {
      const lines = (await run('audit', 'export')).trim().split('\n');
      const events = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
      return events.flatMap((each) => (each['action'] === action ? [each['at']] : []));
    };
    const instants = times.map((time) => new Date(time * 1000).toISOString());
    expect(await told('create-kicking-rule')).toEqual(instants);
    await expect.poll(() => told('list-projects'), { timeout: 20_000 }).toEqual(instants);
  }));

/** The same numbers at each run. */
function* randomNumbers(): Generator<number> {
  for (let state = 1; ; state = (state * 48_271) % 2_147_483_647) yield state;
}

const STEPS = 400;
const CHANNELS = 20;
const USERS = 100;
const JUMPS = [1, 30, HOUR, -HOUR, 7 * HOUR, -7 * HOUR, DAY, -DAY] as const;
/** What has ended is kept for a week. */
const FARTHEST = 3 * DAY;

it('decides by what was done and by the time alone, wherever the clock goes', () =>
  onServer(NO_LIMITS, async (customer) => {
    const randoms = randomNumbers();
    const below = (end: number): number => Number(randoms.next().value) % end;
    const model = new Model();
    const visitors: Visitor[] = [];
    const accepted: SignedRequest[] = [];
    const acts: readonly (() => Promise<void>)[] = [
      async () => {
        const jump = JUMPS[below(JUMPS.length)] ?? 0;
        if (Math.abs(world.time + jump - NOW) <= FARTHEST) world.time += jump;
        world.tick();
      },
      async () => {
        const [channel, minutes] = [`channel ${below(CHANNELS)}`, 1 + below(90)];
        await customer.banChannel(channel, minutes);
        model.ban(channel, world.time + minutes * MINUTE);
      },
      async () => {
        const uid = 1 + below(USERS);
        await customer.revokeUser(uid);
        model.revoke(uid, world.time);
      },
      async () => {
        visitors.push(visit(`channel ${below(CHANNELS)}`, 1 + below(USERS), 10 + below(DAY - 10)));
      },
      async () => {
        const request = await customer.sign(visit('signed', 100 + accepted.length));
        const { status } = await customer.sendSigned(request);
        expect(status).toBeOneOf([200, 503]);
        if (status === 200) accepted.push(request);
      },
    ];
    const outcomes = { in: 0, out: 0, wrong: [] as number[], copied: [] as number[] };
    for (let step = 0; step < STEPS; step += 1) {
      await acts[below(acts.length)]?.();
      const visitor = visitors[below(visitors.length || 1)] ?? visit('nowhere', 1);
      const isIn = (await customer.admit(visitor)) === undefined;
      outcomes[isIn ? 'in' : 'out'] += 1;
      if (isIn !== model.mayEnter(visitor, world.time)) outcomes.wrong.push(step);
      const copy = accepted[below(accepted.length || 1)];
      const answer = copy === undefined ? undefined : await customer.sendSigned(copy);
      if (answer?.status === 200) outcomes.copied.push(step);
    }
    expect(outcomes).toEqual({
      in: expect.toSatisfy((count: number) => count > STEPS / 20) as number,
      out: expect.toSatisfy((count: number) => count > STEPS / 20) as number,
      wrong: [],
      copied: [],
    });
    expect(accepted.length).toBeGreaterThan(STEPS / 20);
  }));
