import { DEFAULT_QUOTAS } from '@stagedoor/platform';
import type { MetricsText } from '@stagedoor/platform/observability';
import type { Additions } from '../compose.js';
import type { ServeConfig } from '../config/serve-config.js';
import { joinMetrics } from '../listener/join-metrics.js';
import type { Sharing } from '../open-sharing.js';
import type { OpenStorage } from '../open-storage.js';
import { CertificateUse } from '../token-server/certificate-use.js';
import { createOutcomeObserver } from '../token-server/create-outcome-observer.js';
import { openAudit } from '../token-server/open-audit.js';
import { TokenMetrics } from '../token-server/token-metrics.js';
import type { World } from '../world.js';
import type { Observation } from './observation.js';

/** The token server of a platform, as far as there is to be one. */
export interface ServedTokens {
  /** For operators: those of the platform, and those of tokens. */
  readonly numbers: MetricsText;
  /** To be called when the storage is open. */
  readonly prepare: (open: OpenStorage, sharing: Sharing) => Promise<Additions>;
  /** Writes what is not written yet. */
  close(): Promise<void>;
}

const addNothing = (): Promise<Additions> => Promise.resolve({ mounts: [] });

/** Opens what watches it. Throws `file_unusable`. */
export async function openTokens(
  config: ServeConfig,
  world: World,
  { log, metrics, trace }: Observation,
): Promise<ServedTokens> {
  if (!config.tokenServer) {
    return { numbers: metrics, prepare: addNothing, close: () => Promise.resolve() };
  }
  const use = new CertificateUse(() => world.now());
  const tokenMetrics = new TokenMetrics(use);
  const audit = await openAudit(config.auditFile, world, { log, metrics });
  const listeners = { log, metrics, tokenMetrics, use, audit, trace };
  const onOutcome = createOutcomeObserver(listeners);
  const quotas = { ...DEFAULT_QUOTAS, ...config.quotas };
  return {
    numbers: joinMetrics(metrics, tokenMetrics),
    prepare: async (open, { limiter }) => {
      // Who issues no tokens need not load what reads policies.
      const { openPlatformTokens } = await import('../token-server/open-platform-tokens.js');
      return openPlatformTokens({ config, world, open, limiter, quotas, onOutcome });
    },
    close: async () => audit?.close(),
  };
}
