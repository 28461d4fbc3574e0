import type { Static, TObject } from 'typebox';
import type { SystemSources } from '../domain/system-sources.js';

/** What an administrator's command is given. */
export interface AdminCall<Ports, Input> {
  readonly ports: Ports;
  /** As the command's schema has it. */
  readonly input: Input;
  /** The organization that it is done in; empty for commands of the whole platform. */
  readonly organizationId: string;
  /** Who does it: `cli:alice`. */
  readonly actor: string;
  readonly sources: SystemSources;
}

/** What it gives back. */
export interface AdminAnswer {
  /** JSON. */
  readonly result: unknown;
  /** What was changed, for the audit trail: `project 3f0c9a7b1d`. */
  readonly target?: string;
  /** More for the audit trail. Never a secret. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** One thing that an administrator can do, from the command line and later from the console. */
export interface AdminCommand<Ports> {
  /** `project.create`. Never changes: the audit trail has it. */
  readonly id: string;
  /**
   * A write runs in one transaction with its audit event. `maintenance` runs in none, and has its event written when it is
   * done: it works on the storage as a whole.
   */
  readonly access: 'read' | 'write' | 'maintenance';
  /** Whether it is done in one organization, or concerns all of the platform. */
  readonly scope: 'organization' | 'platform';
  readonly input: TObject;
  /** The work, on input that `input` allows. Throws a `PlatformError` where it cannot be done. */
  readonly run: (call: AdminCall<Ports, never>) => Promise<AdminAnswer>;
}

/** A row of the table, whose `run` takes what its `input` allows. */
export function defineAdminCommand<Ports, Schema extends TObject>(
  row: Omit<AdminCommand<Ports>, 'input' | 'run'> & {
    readonly input: Schema;
    readonly run: (call: AdminCall<Ports, Static<Schema>>) => Promise<AdminAnswer>;
  },
): AdminCommand<Ports> {
  return row;
}
