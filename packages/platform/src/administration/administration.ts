import type { SystemSources } from '../domain/system-sources.js';
import { InvalidRequestError, NotFoundError } from '../errors.js';
import type { AuditEvent } from '../features/audit-trail/audit-event.js';
import type { Organization } from '../features/organizations/organization-store.js';
import type { TokenPolicyChecker } from '../features/token-policies/token-policy-ports.js';
import type { Stores } from '../storage/stores.js';
import type { AdminAnswer, AdminCommand } from './admin-command.js';
import { ADMIN_COMMANDS, type AdminPorts, type Maintenance } from './admin-command-table.js';
import { parseAdminInput } from './parse-admin-input.js';

/** A command with all that it takes. */
export interface AdminRequest {
  /** Of the table: `project.create`. */
  readonly id: string;
  readonly input: object;
  /** Who does it, for the audit trail: `cli:alice`. */
  readonly actor: string;
  /** ID or name of an organization; not needed where there is only one. */
  readonly organization?: string | undefined;
}

/** What an administration may be given beside its storage. */
export interface AdministrationOptions {
  /** Refuses policies that mean nothing. Without it, all JSON is kept that is given as one. */
  readonly policyChecker?: TokenPolicyChecker;
  /** All commands, unless a test has its own. */
  readonly commands?: readonly AdminCommand<AdminPorts>[];
}

const ANY_POLICY: TokenPolicyChecker = { findFault: () => undefined };

/** What an administrator can do, on one open storage. */
export class Administration {
  readonly #maintenance: Maintenance;
  readonly #sources: SystemSources;
  readonly #policyChecker: TokenPolicyChecker;
  readonly #commands: readonly AdminCommand<AdminPorts>[];

  constructor(
    maintenance: Maintenance,
    sources: SystemSources,
    { policyChecker = ANY_POLICY, commands = ADMIN_COMMANDS }: AdministrationOptions = {},
  ) {
    this.#maintenance = maintenance;
    this.#sources = sources;
    this.#policyChecker = policyChecker;
    this.#commands = commands;
  }

  /** Runs one command and gives its result. Throws a `PlatformError`. */
  async run(request: AdminRequest): Promise<unknown> {
    const command = this.#findCommand(request.id);
    const input = parseAdminInput(command, request.input);
    const organizationId =
      command.scope === 'platform' ? '' : await this.#findOrganizationId(request.organization);
    const { result } = await this.#execute(command, { request, input, organizationId });
    return result;
  }

  async #execute(
    command: AdminCommand<AdminPorts>,
    prepared: PreparedCommand,
  ): Promise<AdminAnswer> {
    const maintenance = this.#maintenance;
    const { storage } = maintenance;
    const { input, organizationId } = prepared;
    const sources = this.#sources;
    const policyChecker = this.#policyChecker;
    const { actor } = prepared.request;
    const runWith = (stores: Stores): Promise<AdminAnswer> => {
      const ports = { ...stores, maintenance, policyChecker };
      return command.run({ ports, input, organizationId, actor, sources });
    };
    if (command.access === 'write') {
      return storage.transact(organizationId, async (stores) => {
        const answer = await runWith(stores);
        await stores.audit.append([this.#toEvent(prepared, answer)]);
        return answer;
      });
    }
    const answer = await runWith(storage.stores);
    if (command.access === 'maintenance') {
      await storage.transact(organizationId, (stores) =>
        stores.audit.append([this.#toEvent(prepared, answer)]),
      );
    }
    return answer;
  }

  #toEvent(
    { request, organizationId }: PreparedCommand,
    { target, details }: AdminAnswer,
  ): AuditEvent {
    return {
      atMs: this.#sources.now() * MILLIS,
      organizationId: organizationId === '' ? undefined : organizationId,
      actor: request.actor,
      action: request.id,
      target,
      outcome: 'done',
      code: undefined,
      address: undefined,
      requestId: undefined,
      details,
    };
  }

  #findCommand(id: string): AdminCommand<AdminPorts> {
    const command = this.#commands.find((each) => each.id === id);
    if (command !== undefined) return command;
    throw new NotFoundError(`there is no administrator's command ${JSON.stringify(id)}`);
  }

  async #findOrganizationId(wanted: string | undefined): Promise<string> {
    const organizations = await this.#maintenance.storage.stores.organizations.list();
    return chooseOrganization(organizations, wanted).id;
  }
}

const MILLIS = 1000;

/** A command whose input and organization are known to be right. */
interface PreparedCommand {
  readonly request: AdminRequest;
  readonly input: never;
  readonly organizationId: string;
}

function chooseOrganization(
  organizations: readonly Organization[],
  wanted: string | undefined,
): Organization {
  if (wanted === undefined) {
    const [only, ...others] = organizations;
    if (only !== undefined && others.length === 0) return only;
    throw new InvalidRequestError(
      only === undefined
        ? 'there is no organization yet: make one with stagedoor organization create'
        : 'there are several organizations: name one with --organization',
    );
  }
  const named = organizations.filter(({ id, name }) => id === wanted || name === wanted);
  const [found, ...others] = named;
  if (found !== undefined && others.length === 0) return found;
  throw new InvalidRequestError(
    found === undefined
      ? `there is no organization ${JSON.stringify(wanted)}`
      : `several organizations are called ${JSON.stringify(wanted)}: give the ID`,
  );
}
