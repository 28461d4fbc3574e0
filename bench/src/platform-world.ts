import { createHash } from 'node:crypto';

/** How much there is in a database. */
export interface WorldSize {
  readonly projects: number;
  readonly credentials: number;
}

/** Projects of one organization: what `GET /dev/v1/projects` answers with. */
export const PROJECTS_EACH = 5;

/** What proves a customer. */
export interface BenchCustomer {
  readonly customerId: string;
  readonly customerSecret: string;
  /** The number of its organization. */
  readonly organization: number;
}

/** What tokens are issued for. */
export interface BenchProject {
  readonly id: string;
  readonly appId: string;
  readonly certificate: string;
  readonly name: string;
  readonly organization: number;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * 32 hex characters that look random, and ascend with the number: so a database is filled from left to right, in seconds.
 * Whoever reads in no order meets the same tree as with random ones.
 */
const idOf = (kind: string, index: number): string =>
  (index * 1009).toString(16).padStart(8, '0') + digest(`${kind} ${index}`).slice(8, 32);

const secretOf = (kind: string, index: number): string => digest(`${kind} of ${index}`).slice(32);

/** Where everything is, so that nothing of what a database holds must be read from it. */
export class BenchWorld {
  readonly size: WorldSize;
  readonly organizations: number;
  readonly #credentialsEach: number;

  /** @param size Its projects are a multiple of 5. */
  constructor(size: WorldSize) {
    this.size = size;
    this.organizations = size.projects / PROJECTS_EACH;
    this.#credentialsEach = size.credentials / this.organizations;
  }

  organizationId(index: number): string {
    return idOf('organization', index);
  }

  customer(index: number): BenchCustomer {
    return {
      customerId: idOf('customer', index),
      customerSecret: secretOf('secret', index),
      organization: Math.floor(index / this.#credentialsEach),
    };
  }

  /** The first customer of an organization. */
  customerOf(organization: number): BenchCustomer {
    return this.customer(Math.ceil(organization * this.#credentialsEach));
  }

  project(index: number): BenchProject {
    return {
      id: idOf('project', index),
      appId: digest(`app ${index}`).slice(0, 32),
      certificate: secretOf('certificate', index),
      name: `project ${index}`,
      organization: Math.floor(index / PROJECTS_EACH),
    };
  }
}
