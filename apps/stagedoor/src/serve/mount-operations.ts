import {
  createOperationsListener,
  GatewayMetrics,
  type GatewayObserver,
  type MountedListener,
  OPERATIONS_PATHS,
  Readiness,
} from '@stagedoor/platform';
import type { RunningPlatform } from '../compose.js';
import { createNetworkCheck } from '../config/create-network-check.js';
import { VERSION } from '../version.js';
import type { World } from '../world.js';
import { LOOPBACK_NETWORKS } from './loopback-networks.js';

/** `/healthz`, `/readyz` and `/metrics` on the port of the API itself, for a server that only this machine reaches. */
export interface MountedOperations {
  readonly mounts: readonly MountedListener[];
  readonly observe: GatewayObserver;
  /** From now on it is ready as long as the platform's parts answer. */
  start(platform: Pick<RunningPlatform, 'checks' | 'gauges'>): void;
  /** From now on it is not. */
  stop(): void;
}

/** Makes them. Metrics count from then on. */
export function mountOperations(world: World): MountedOperations {
  const metrics = new GatewayMetrics({ version: VERSION, withProcess: true });
  const readiness = new Readiness({
    now: () => world.now(),
    abortAfter: (limitSeconds) => world.abortAfter(limitSeconds),
  });
  const mayAsk = createNetworkCheck(LOOPBACK_NETWORKS);
  const listener = createOperationsListener({ metrics, readiness, mayAsk });
  return {
    mounts: OPERATIONS_PATHS.map((path) => ({ path, listener })),
    observe: metrics.observe,
    start: ({ checks, gauges }) => {
      readiness.start(checks);
      for (const gauge of gauges) metrics.addGauge(gauge);
    },
    stop: () => readiness.stop(),
  };
}
