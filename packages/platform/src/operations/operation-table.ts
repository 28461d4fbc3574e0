import type { AdmissionOperationPorts } from '../features/admissions/admission-ports.js';
import { admissionOperations } from '../features/admissions/operations.js';
import { domainOperations } from '../features/broadcast-domains/operations.js';
import type { DomainPorts } from '../features/broadcast-domains/domain-ports.js';
import { entryPointOperations } from '../features/entry-points/operations.js';
import type { EntryPointPorts } from '../features/entry-points/entry-point-ports.js';
import { kickingRuleOperations } from '../features/kicking-rules/operations.js';
import type { KickingRuleStore } from '../features/kicking-rules/kicking-rule-store.js';
import { projectOperations } from '../features/projects/operations.js';
import type { ProjectStore } from '../features/projects/project-store.js';
import { revocationOperations } from '../features/revocations/operations.js';
import type { RevocationStore } from '../features/revocations/revocation-store.js';
import { streamBanOperations } from '../features/stream-bans/operations.js';
import type { StreamBanPorts } from '../features/stream-bans/stream-ban-ports.js';
import type { Operation } from './operation.js';
import type { OperationServices } from './operation-services.js';

/** What the handlers of all features need together. */
export interface OperationPorts extends OperationServices {
  readonly bannedStreams: StreamBanPorts['bannedStreams'];
  readonly broadcastDomains: DomainPorts['broadcastDomains'];
  readonly entryPoints: EntryPointPorts['entryPoints'] & StreamBanPorts['entryPoints'];
  readonly kickingRules: KickingRuleStore;
  readonly projects: ProjectStore;
  /** Projects at hand, for what only reads and is asked often; without it, they are read each time. */
  readonly projectDirectory?: AdmissionOperationPorts['projectDirectory'];
  readonly revocations: RevocationStore;
}

/** Every operation of the REST contract. */
export const OPERATIONS: readonly Operation<OperationPorts>[] = [
  ...projectOperations,
  ...kickingRuleOperations,
  ...domainOperations,
  ...entryPointOperations,
  ...streamBanOperations,
  ...admissionOperations,
  ...revocationOperations,
];
