import type { MetricsText } from '@stagedoor/platform/observability';
import type { TokenOutcome } from '@stagedoor/token-server';
import { Counter, Gauge, Registry } from 'prom-client';
import type { CertificateUse } from './certificate-use.js';

/** Numbers of a token server beside those that all requests have. No label holds what a caller wrote. */
export class TokenMetrics implements MetricsText {
  readonly #registry = new Registry();
  readonly #services: Counter<'route' | 'service'>;

  constructor(use: CertificateUse) {
    const registers = [this.#registry];
    this.#services = new Counter({
      name: 'stagedoor_tokens_issued_total',
      help: 'Services of tokens that were issued, by route; a token can have several',
      labelNames: ['route', 'service'],
      registers,
    });
    const ends = new Gauge({
      name: 'stagedoor_certificate_tokens_end_at_seconds',
      help: 'No token of the certificate lives after this, as far as this server can know, Unix seconds',
      labelNames: ['app_id', 'certificate'],
      registers,
      collect: () => {
        ends.reset();
        for (const { appId: app_id, certificate, tokensEndAt } of use.states) {
          ends.set({ app_id, certificate }, tokensEndAt);
        }
      },
    });
    const renewals = new Counter({
      name: 'stagedoor_certificate_renewals_total',
      help: 'Tokens of the certificate that were renewed',
      labelNames: ['app_id', 'certificate'],
      registers,
      collect: () => {
        renewals.reset();
        for (const { appId: app_id, certificate, renewals: count } of use.states) {
          renewals.inc({ app_id, certificate }, count);
        }
      },
    });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Counts what was issued. */
  observe(outcome: TokenOutcome): void {
    if (outcome.kind !== 'granted') return;
    const { route = 'none', tokens } = outcome;
    for (const { service } of tokens.flatMap((token) => token.services)) {
      this.#services.inc({ route, service });
    }
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
