import type { SystemSources } from '../domain/system-sources.js';
import type { CustomerDirectory } from '../features/customers/customer-directory.js';
import type { ProjectStore } from '../features/projects/project-store.js';
import { FailureBudget } from '../limits/failure-budget.js';
import { failureLimitOf, type LimitSetting } from '../limits/limit-options.js';
import type { RateLimiter } from '../limits/rate-limiter.js';
import { DEFAULT_SERVICES, type OperationServices } from '../operations/operation-services.js';
import type { OperationPorts } from '../operations/operation-table.js';
import type { Storage } from '../storage/storage.js';
import type { FailureObserver } from './gateway-observation.js';
import { KeptAnswers } from './kept-answers.js';

/** Finds projects by their App ID. A port: the storage, or what keeps them at hand. */
export type ProjectLookup = Pick<ProjectStore, 'findByAppId'>;

/** What requests are served with. */
export interface Gateway {
  readonly storage: Storage;
  readonly customers: CustomerDirectory;
  /** Default: the storage. */
  readonly projects?: ProjectLookup;
  readonly limiter: RateLimiter;
  /** What handlers need that is not stored; the defaults stand for what is left out. */
  readonly services?: Partial<OperationServices>;
  readonly sources: SystemSources;
}

/** The same with all that requests share. */
export interface OpenGateway extends Omit<Gateway, 'services' | 'projects'> {
  readonly projects: ProjectLookup;
  readonly services: OperationServices;
  /** What operations that only read are given. */
  readonly readPorts: OperationPorts;
  /** Undefined where addresses may fail at will. */
  readonly failures: FailureBudget | undefined;
  /** Undefined where another process may change the database. */
  readonly kept: KeptAnswers | undefined;
  /** Octets of a body. */
  readonly maxBodyBytes: number;
  /** Told of faults. */
  readonly onFailure: FailureObserver;
}

/** What `openGateway` takes beside the gateway. */
export interface GatewayRules {
  readonly limits: LimitSetting | undefined;
  readonly maxBodyBytes: number;
  readonly onFailure: FailureObserver;
}

function keepAnswers(storage: Storage): KeptAnswers {
  const kept = new KeptAnswers();
  storage.onChange((organizationId) => kept.forget(organizationId));
  return kept;
}

/** Puts together what all requests share. */
export function openGateway(
  gateway: Gateway,
  { limits, maxBodyBytes, onFailure }: GatewayRules,
): OpenGateway {
  const { storage, limiter, sources } = gateway;
  const { now } = sources;
  const services = { ...DEFAULT_SERVICES, ...gateway.services };
  const failuresPerSecond = failureLimitOf(limits);
  return {
    ...gateway,
    projects: gateway.projects ?? storage.stores.projects,
    services,
    readPorts: { ...storage.stores, ...services, projectDirectory: gateway.projects },
    failures:
      failuresPerSecond === undefined
        ? undefined
        : new FailureBudget({ limiter, now, failuresPerSecond }),
    kept: storage.isExclusive ? keepAnswers(storage) : undefined,
    maxBodyBytes,
    onFailure,
  };
}
