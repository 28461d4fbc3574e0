import { projectOperations } from '../features/projects/operations.js';
import type { ProjectStore } from '../features/projects/project-store.js';
import type { Operation } from './operation.js';

/** What the handlers of all features need together. */
export interface OperationPorts {
  readonly projects: ProjectStore;
}

/** Every operation of the REST contract. */
export const OPERATIONS: readonly Operation<OperationPorts>[] = [...projectOperations];
