import type {
  FailureObserver,
  GatewayObservation,
  GatewayObserver,
} from './gateway-observation.js';

/** Those who are told of requests. One that fails keeps nothing from the others, nor from the request. */
export class ObserverList {
  readonly #observers: readonly GatewayObserver[];
  readonly #onFailure: FailureObserver;

  constructor(observers: readonly GatewayObserver[], onFailure: FailureObserver) {
    this.#observers = observers;
    this.#onFailure = onFailure;
  }

  /** Whether nobody need be told, so that there need be nothing to tell. */
  get isEmpty(): boolean {
    return this.#observers.length === 0;
  }

  tell(observation: GatewayObservation): void {
    for (const observer of this.#observers) {
      try {
        observer(observation);
      } catch (error) {
        const { requestId, operationId } = observation;
        this.#onFailure({ error, requestId, operationId });
      }
    }
  }
}
