import { DEFAULT_QUOTAS, type Quotas } from '../domain/quotas.js';
import type { KickEvents } from '../features/kicking-rules/kick-events.js';

/** What handlers need that is not stored. */
export interface OperationServices {
  readonly kickEvents: KickEvents;
  readonly quotas: Quotas;
}

/** Where nothing else is given: nobody is told of kicks. */
export const DEFAULT_SERVICES: OperationServices = {
  kickEvents: { publish: () => undefined },
  quotas: DEFAULT_QUOTAS,
};
