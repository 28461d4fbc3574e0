/** Who owns projects and customer credentials. */
export interface Organization {
  readonly id: string;
  readonly name: string;
  /** Unix seconds. */
  readonly createdAt: number;
}

/** Where organizations are kept. A port. */
export interface OrganizationStore {
  /** All of them, the oldest first. */
  list(): Promise<readonly Organization[]>;
  find(id: string): Promise<Organization | undefined>;
  add(organization: Organization): Promise<void>;
}
