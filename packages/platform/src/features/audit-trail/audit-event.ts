/** What somebody did, or tried to. */
export interface AuditEvent {
  /** Unix milliseconds. */
  readonly atMs: number;
  /** The organization that it concerns; undefined where it concerns none. */
  readonly organizationId: string | undefined;
  /** `customer:<customer ID>`, `user:<App ID>/<user ID>`, `cli:<name of the system user>`, `system`, `stranger`. */
  readonly actor: string;
  /** The operation or command: `create-project`. */
  readonly action: string;
  /** What it was done to: `project 3f0c9a7b1d`. */
  readonly target: string | undefined;
  readonly outcome: 'done' | 'refused';
  /** Why it was refused: a stable code. */
  readonly code: string | undefined;
  /** The address that it came from. */
  readonly address: string | undefined;
  readonly requestId: string | undefined;
  /** More about it. Never a secret. */
  readonly details: Readonly<Record<string, unknown>> | undefined;
}
