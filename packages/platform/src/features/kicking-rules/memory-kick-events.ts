import type { KickEvent, KickEvents } from './kick-events.js';

/** Told of each kick. */
export type KickListener = (event: KickEvent) => void;

/** Kicks, passed on inside of one process. */
export class MemoryKickEvents implements KickEvents {
  readonly #listeners = new Set<KickListener>();

  publish(event: KickEvent): void {
    for (const listener of this.#listeners) tell(listener, event);
  }

  /** Calls `listener` at each event from now on. Gives what ends that. */
  subscribe(listener: KickListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

function tell(listener: KickListener, event: KickEvent): void {
  try {
    listener(event);
  } catch {
    // One engine's fault must not keep the event from the others, nor fail a request that is done.
  }
}
