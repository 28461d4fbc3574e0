import { type Static, Type } from 'typebox';
import {
  type AdminCall,
  type AdminCommand,
  defineAdminCommand,
} from '../../administration/admin-command.js';
import { InvalidRequestError } from '../../errors.js';
import type { AuditPorts, OrganizationNames } from './audit-ports.js';
import type { AuditFilter } from './audit-store.js';
import { viewAuditRow } from './audit-view.js';
import { checkExport } from './check-export.js';
import { parseExportedEvents } from './parse-exported-events.js';
import { pruneEvents } from './prune-events.js';
import { PRUNE_ACTION, PRUNE_TARGET, verifyChain } from './verify-chain.js';

const MAX_PAGE = 1000;
const MILLIS = 1000;
const ID = /^[0-9a-f]{32}$/;

const Seq = Type.Integer({ minimum: 0 });
const Millis = Type.Integer();
const Wanted = Type.Optional(Type.String({ minLength: 1, maxLength: 512 }));

const FILTER = {
  /** ID or name. */
  organization: Wanted,
  actor: Wanted,
  action: Wanted,
  target: Wanted,
  outcome: Type.Optional(Type.Union([Type.Literal('done'), Type.Literal('refused')])),
  code: Wanted,
  address: Wanted,
  requestId: Wanted,
  sinceMs: Type.Optional(Millis),
  untilMs: Type.Optional(Millis),
};

const FilterInput = Type.Object(FILTER);
const Head = Type.Object({ seq: Seq, hash: Type.String({ maxLength: 128 }) });

/** The ID of the organization that is meant; an ID of one that is gone stays what it is. */
async function findOrganizationId(wanted: string, names: OrganizationNames): Promise<string> {
  const found = (await names.list()).filter(({ id, name }) => id === wanted || name === wanted);
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only.id;
  if (only === undefined && ID.test(wanted)) return wanted;
  throw new InvalidRequestError(
    only === undefined
      ? `there is no organization ${JSON.stringify(wanted)}`
      : `several organizations are called ${JSON.stringify(wanted)}: give the ID`,
  );
}

async function toFilter(
  { organization, ...filter }: Static<typeof FilterInput>,
  names: OrganizationNames,
): Promise<AuditFilter> {
  if (organization === undefined) return filter;
  return { ...filter, organizationId: await findOrganizationId(organization, names) };
}

const ListInput = Type.Object({
  ...FILTER,
  beforeSeq: Type.Optional(Seq),
  limit: Type.Integer({ minimum: 1, maximum: MAX_PAGE }),
});

const listCommand = defineAdminCommand({
  id: 'audit.list',
  access: 'read',
  scope: 'platform',
  input: ListInput,
  run: async ({ ports, input }: AdminCall<AuditPorts, Static<typeof ListInput>>) => {
    const { beforeSeq, limit, ...wanted } = input;
    const filter = await toFilter(wanted, ports.organizations);
    const page = { beforeSeq, limit, order: 'newest-first' } as const;
    const rows = await ports.audit.list({ ...filter, ...page });
    const nextBeforeSeq = rows.length < limit ? null : (rows.at(-1)?.seq ?? null);
    return { result: { events: rows.map(viewAuditRow), nextBeforeSeq } };
  },
});

const ExportInput = Type.Object({
  ...FILTER,
  afterSeq: Seq,
  /** The head when the export began, so that it ends. */
  throughSeq: Type.Optional(Seq),
});

const exportCommand = defineAdminCommand({
  id: 'audit.export',
  access: 'read',
  scope: 'platform',
  input: ExportInput,
  run: async ({ ports, input }: AdminCall<AuditPorts, Static<typeof ExportInput>>) => {
    const { afterSeq, throughSeq, ...wanted } = input;
    const filter = await toFilter(wanted, ports.organizations);
    const lastSeq = throughSeq ?? (await ports.audit.readHead())?.seq ?? 0;
    const page = { afterSeq, beforeSeq: lastSeq + 1, limit: MAX_PAGE } as const;
    const rows = await ports.audit.list({ ...filter, ...page, order: 'oldest-first' });
    const nextAfterSeq = rows.length < MAX_PAGE ? null : (rows.at(-1)?.seq ?? null);
    return { result: { events: rows.map(viewAuditRow), nextAfterSeq, throughSeq: lastSeq } };
  },
});

const VerifyInput = Type.Object({ expectedHead: Type.Optional(Head) });

const verifyCommand = defineAdminCommand({
  id: 'audit.verify',
  access: 'read',
  scope: 'platform',
  input: VerifyInput,
  run: async ({ ports, input }: AdminCall<AuditPorts, Static<typeof VerifyInput>>) => ({
    result: await verifyChain(ports.audit, input.expectedHead),
  }),
});

const CheckInput = Type.Object({
  /** Lines of an export. */
  events: Type.Array(Type.Unknown(), { maxItems: MAX_PAGE }),
  /** The last row of the lines before. */
  before: Type.Optional(Head),
});

const checkExportCommand = defineAdminCommand({
  id: 'audit.check-export',
  access: 'read',
  scope: 'platform',
  input: CheckInput,
  run: async ({ ports, input }: AdminCall<AuditPorts, Static<typeof CheckInput>>) => ({
    result: await checkExport(parseExportedEvents(input.events), ports.audit, input.before),
  }),
});

const PruneInput = Type.Object({ beforeMs: Millis });

const pruneCommand = defineAdminCommand({
  id: PRUNE_ACTION,
  access: 'write',
  scope: 'platform',
  input: PruneInput,
  run: async ({ ports, input, sources }: AdminCall<AuditPorts, Static<typeof PruneInput>>) => {
    const { beforeMs } = input;
    if (beforeMs > sources.now() * MILLIS) {
      throw new InvalidRequestError('beforeMs is in the future: name a time that has passed');
    }
    const report = await pruneEvents(ports.audit, beforeMs);
    const { throughSeq, throughHash, removedCount } = report;
    return {
      result: report,
      target: PRUNE_TARGET,
      details: { throughSeq, throughHash, removedCount, beforeMs },
    };
  },
});

/** What an administrator can do with the audit trail. */
export const auditAdminCommands: readonly AdminCommand<AuditPorts>[] = [
  listCommand,
  exportCommand,
  verifyCommand,
  checkExportCommand,
  pruneCommand,
];
