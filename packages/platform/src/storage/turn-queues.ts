import { setImmediate } from 'node:timers/promises';

/** The turns of one organization. */
interface Queue {
  /** The end of the last one. Never rejects. */
  readonly last: Promise<void>;
  /** Those that are not over. */
  readonly open: number;
}

/** Waits until a turn is over, done or failed, and until others were heard. */
async function endOf(turn: Promise<unknown>): Promise<void> {
  await Promise.allSettled([turn]);
  await setImmediate();
}

/**
 * Lets each organization do one thing at a time, and different ones at the same time. One that asks for much waits for
 * itself, and not in front of a database that all others wait for, too. Between two of its turns the requests of others are
 * heard: embedded storage answers at once, and would else never let go.
 */
export class TurnQueues {
  readonly #queues = new Map<string, Queue>();

  /** Does `work` when all that was asked for before in that organization is over, done or failed. Gives what it gives. */
  take<T>(organizationId: string, work: () => Promise<T>): Promise<T> {
    const earlier = this.#queues.get(organizationId);
    const turn = earlier === undefined ? work() : earlier.last.then(work);
    const last = this.#end(organizationId, turn);
    this.#queues.set(organizationId, { last, open: (earlier?.open ?? 0) + 1 });
    return turn;
  }

  async #end(organizationId: string, turn: Promise<unknown>): Promise<void> {
    await endOf(turn);
    const queue = this.#queues.get(organizationId);
    if (queue === undefined) return;
    if (queue.open === 1) this.#queues.delete(organizationId);
    else this.#queues.set(organizationId, { ...queue, open: queue.open - 1 });
  }
}
