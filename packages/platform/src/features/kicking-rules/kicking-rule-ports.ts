import type { Quotas } from '../../domain/quotas.js';
import type { KickEvents } from './kick-events.js';
import type { KickingRuleStore } from './kicking-rule-store.js';

/** What the handlers of this feature need. */
export interface KickingRulePorts {
  readonly kickingRules: KickingRuleStore;
  readonly kickEvents: KickEvents;
  readonly quotas: Quotas;
}
