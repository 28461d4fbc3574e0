import { type Selectable, sql } from 'kysely';
import type {
  PolicyPlace,
  TokenPolicy,
  TokenPolicyVersion,
} from '../features/token-policies/token-policy.js';
import type {
  NewTokenPolicy,
  ProjectPolicy,
  TokenPolicyStore,
} from '../features/token-policies/token-policy-store.js';
import type { Connection } from './database.js';
import type { Tables } from './tables.js';

/** Versions of each place that are kept. */
const MAX_VERSIONS = 20;

const toPolicy = (row: Selectable<Tables['token_policies']>): TokenPolicy => ({
  organizationId: row.organization_id,
  projectId: row.project_id ?? undefined,
  version: row.version,
  document: row.document ?? undefined,
  createdAt: row.created_at,
  createdBy: row.created_by,
});

const placeOf = ({ projectId }: PolicyPlace): string => projectId ?? '';

/** Policies in the table `token_policies`. */
export class SqlTokenPolicyStore implements TokenPolicyStore {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async findInForce(appId: string): Promise<ProjectPolicy | undefined> {
    // One query for all of it: between two, a policy could move from one place to the other.
    const rows = await this.#connection
      .selectFrom('projects as project')
      .leftJoin('token_policies as policy', (join) =>
        join
          .onRef('policy.organization_id', '=', 'project.organization_id')
          .on(sql<boolean>`policy.place in ('', project.id)`)
          .on('policy.document', 'is not', null)
          .on((each) =>
            each(
              'policy.version',
              '=',
              each
                .selectFrom('token_policies as newest')
                .select(({ fn }) => fn.max('newest.version').as('version'))
                .whereRef('newest.organization_id', '=', 'policy.organization_id')
                .whereRef('newest.place', '=', 'policy.place'),
            ),
          ),
      )
      .select([
        'project.organization_id',
        'policy.project_id',
        'policy.version',
        'policy.document',
        'policy.created_at',
        'policy.created_by',
      ])
      .where('project.app_id', '=', appId)
      .execute();
    const [first] = rows;
    if (first === undefined) return undefined;
    const chosen = rows.find((row) => row.project_id !== null) ?? first;
    const { version, document, created_at: createdAt, created_by: createdBy } = chosen;
    const organizationId = chosen.organization_id;
    if (version === null || document === null || createdAt === null || createdBy === null) {
      return { organizationId, policy: undefined };
    }
    const projectId = chosen.project_id ?? undefined;
    return {
      organizationId,
      policy: { organizationId, projectId, version, document, createdAt, createdBy },
    };
  }

  async find(place: PolicyPlace, version?: number): Promise<TokenPolicy | undefined> {
    let query = this.#connection
      .selectFrom('token_policies')
      .selectAll()
      .where('organization_id', '=', place.organizationId)
      .where('place', '=', placeOf(place))
      .orderBy('version', 'desc')
      .limit(1);
    if (version !== undefined) query = query.where('version', '=', version);
    const row = await query.executeTakeFirst();
    return row === undefined ? undefined : toPolicy(row);
  }

  async listVersions(place: PolicyPlace): Promise<readonly TokenPolicyVersion[]> {
    const rows = await this.#connection
      .selectFrom('token_policies')
      .select(['version', 'created_at', 'created_by'])
      // The one function for bytes that both engines have.
      .select(sql<number | null>`octet_length(document)`.as('document_bytes'))
      .where('organization_id', '=', place.organizationId)
      .where('place', '=', placeOf(place))
      .orderBy('version', 'desc')
      .execute();
    return rows.map((row) => ({
      version: row.version,
      createdAt: row.created_at,
      createdBy: row.created_by,
      documentBytes: row.document_bytes ?? undefined,
    }));
  }

  async add(place: PolicyPlace, added: NewTokenPolicy): Promise<TokenPolicy> {
    const version = ((await this.find(place))?.version ?? 0) + 1;
    const { document, createdAt, createdBy } = added;
    await this.#connection
      .insertInto('token_policies')
      .values({
        organization_id: place.organizationId,
        place: placeOf(place),
        version,
        project_id: place.projectId ?? null,
        document: document ?? null,
        created_at: createdAt,
        created_by: createdBy,
      })
      .execute();
    await this.#connection
      .deleteFrom('token_policies')
      .where('organization_id', '=', place.organizationId)
      .where('place', '=', placeOf(place))
      .where('version', '<=', version - MAX_VERSIONS)
      .execute();
    return { ...place, version, document, createdAt, createdBy };
  }
}
