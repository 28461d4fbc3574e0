import type { CredentialLookup } from '@stagedoor/rest-auth';
import { liveCertificates } from '../domain/project.js';
import type { CustomerDirectory } from '../features/customers/customer-directory.js';
import type { ProjectLookup } from './gateway.js';

/** Customers and projects as verifiers ask for them. A disabled project is as one that is not there. */
export function createCredentialLookup(
  customers: CustomerDirectory,
  projects: ProjectLookup,
): Required<CredentialLookup> {
  return {
    findCustomer: (customerId) => customers.findKeys(customerId),
    findProject: async (appId) => {
      const project = await projects.findByAppId(appId);
      if (project?.status !== 'enabled') return undefined;
      return { certificates: liveCertificates(project) };
    },
  };
}
