import type { Database, EnvelopeKeyring } from '@stagedoor/platform';
import type { BenchWorld } from './platform-world.js';

/** When all of it was made, Unix seconds. */
const CREATED_AT = 1_750_000_000;
/** So that the statement is one that the platform keeps compiled. */
const ROWS_PER_INSERT = 100;
const ROWS_PER_TRANSACTION = 20_000;
const SLOT = 'primary';

type Connection = Database['connection'];
type Insert = ReturnType<ReturnType<Connection['insertInto']>['compile']>;

/** A table to be filled. */
interface Filling<Row extends object> {
  readonly count: number;
  /** Columns in the same order for each of them. */
  readonly rowOf: (index: number) => Promise<Row>;
  readonly compile: (connection: Connection, rows: readonly Row[]) => Insert;
}

/** Inserts by statements that are compiled once for as many rows. */
class Inserter<Row extends object> {
  readonly #filling: Filling<Row>;
  readonly #inserts = new Map<number, Insert>();

  constructor(filling: Filling<Row>) {
    this.#filling = filling;
  }

  async insert(connection: Connection, start: number, end: number): Promise<void> {
    const { rowOf, compile } = this.#filling;
    const length = end - start;
    const rows = await Promise.all(Array.from({ length }, (_, offset) => rowOf(start + offset)));
    const insert = this.#inserts.get(length) ?? compile(connection, rows);
    this.#inserts.set(length, insert);
    const parameters = rows.flatMap((row): unknown[] => Object.values(row));
    await connection.executeQuery({ ...insert, parameters });
  }
}

async function fillTable<Row extends object>(
  database: Database,
  filling: Filling<Row>,
): Promise<void> {
  const inserter = new Inserter(filling);
  const { count } = filling;
  for (let start = 0; start < count; start += ROWS_PER_TRANSACTION) {
    const end = Math.min(start + ROWS_PER_TRANSACTION, count);
    await database.transact(async (transaction) => {
      for (let from = start; from < end; from += ROWS_PER_INSERT) {
        await inserter.insert(transaction, from, Math.min(from + ROWS_PER_INSERT, end));
      }
    });
  }
}

async function fillProjects(
  database: Database,
  keyring: EnvelopeKeyring,
  world: BenchWorld,
): Promise<void> {
  const { projects: count } = world.size;
  await fillTable(database, {
    count,
    rowOf: async (index) => {
      const { id, appId, name, organization } = world.project(index);
      return {
        id,
        organization_id: world.organizationId(organization),
        app_id: appId,
        name,
        status: 1,
        recording_server: null,
        created_at: CREATED_AT,
      };
    },
    compile: (connection, rows) => connection.insertInto('projects').values(rows).compile(),
  });
  await fillTable(database, {
    count,
    rowOf: async (index) => {
      const { id, certificate } = world.project(index);
      return {
        project_id: id,
        slot: SLOT,
        state: 'live' as const,
        sealed_certificate: await keyring.seal(certificate, `certificates/${id}/${SLOT}`),
        created_at: CREATED_AT,
      } as const;
    },
    compile: (connection, rows) => connection.insertInto('certificates').values(rows).compile(),
  });
}

async function fillCredentials(
  database: Database,
  keyring: EnvelopeKeyring,
  world: BenchWorld,
): Promise<void> {
  const { credentials: count } = world.size;
  await fillTable(database, {
    count,
    rowOf: async (index) => {
      const { customerId, organization } = world.customer(index);
      return {
        customer_id: customerId,
        organization_id: world.organizationId(organization),
        name: `credential ${index}`,
        access: 'full' as const,
        project_ids: null,
        created_at: CREATED_AT,
        last_used_at: null,
        disabled_at: null,
      };
    },
    compile: (connection, rows) =>
      connection.insertInto('customer_credentials').values(rows).compile(),
  });
  await fillTable(database, {
    count,
    rowOf: async (index) => {
      const { customerId, customerSecret } = world.customer(index);
      const place = `customer_secrets/${customerId}/${SLOT}`;
      return {
        customer_id: customerId,
        slot: SLOT,
        sealed_secret: await keyring.seal(customerSecret, place),
        created_at: CREATED_AT,
        downloaded_at: CREATED_AT,
      } as const;
    },
    compile: (connection, rows) => connection.insertInto('customer_secrets').values(rows).compile(),
  });
}

async function countCredentials({ connection }: Database): Promise<number> {
  const { credentials } = await connection
    .selectFrom('customer_credentials')
    .select(({ fn }) => fn.countAll().as('credentials'))
    .executeTakeFirstOrThrow();
  return Number(credentials);
}

/** Fills an empty database with all of that world; one that holds it already is left as it is. */
export async function fillDatabase(
  database: Database,
  keyring: EnvelopeKeyring,
  world: BenchWorld,
): Promise<void> {
  const found = await countCredentials(database);
  if (found === world.size.credentials) return;
  if (found > 0) throw new TypeError(`the database holds something else: ${found} credentials`);
  await fillTable(database, {
    count: world.organizations,
    rowOf: async (index) => ({
      id: world.organizationId(index),
      name: `organization ${index}`,
      created_at: CREATED_AT,
    }),
    compile: (connection, rows) => connection.insertInto('organizations').values(rows).compile(),
  });
  await fillProjects(database, keyring, world);
  await fillCredentials(database, keyring, world);
}
