import { setImmediate } from 'node:timers/promises';
import { Type } from 'typebox';
import { type AdminCommand, defineAdminCommand } from '../administration/admin-command.js';
import { countSealedValues, resealValues, type ResealPosition } from '../storage/reseal-values.js';
import { type KeyStorage, pruneMasterKeys, rotateMasterKey } from '../storage/rotate-master-key.js';
import { SqlDataKeyStore } from '../storage/sql-data-key-store.js';

/** What these commands need: the storage as a whole, because keys are of no organization. */
export interface KeyPorts {
  readonly maintenance: KeyStorage;
}

/** Transactions in one run of `keys.reseal`. */
const BATCHES_PER_RUN = 50;

const ResealPositionInput = Type.Object({
  column: Type.Integer({ minimum: 0 }),
  after: Type.Array(Type.Union([Type.String(), Type.Number()]), { maxItems: 4 }),
});

async function listKeys({ database, keyring }: KeyStorage): Promise<object> {
  const values = await countSealedValues(database.connection);
  const dataKeys = (await new SqlDataKeyStore(database.connection).list()).map(
    ({ id, state, masterKeyId, createdAt, sealCount }) => ({
      id,
      state,
      masterKeyId,
      createdAt,
      sealCount,
      values: values.get(id) ?? 0,
    }),
  );
  const { masterKeyIds } = keyring.wrapper;
  const known = [...new Set([...masterKeyIds, ...dataKeys.map(({ masterKeyId }) => masterKeyId)])];
  const masterKeys = known.map((id, index) => ({
    id,
    state: index === 0 ? 'active' : masterKeyIds.includes(id) ? 'retired' : 'missing',
    dataKeys: dataKeys.filter(({ masterKeyId }) => masterKeyId === id).length,
  }));
  return { source: keyring.masterKeySource?.name ?? '', masterKeys, dataKeys };
}

/** What one run of `keys.reseal` did. */
interface ResealRun {
  readonly dataKeyId: string;
  readonly count: number;
  readonly unreadable: readonly string[];
  readonly next?: ResealPosition;
}

async function runReseal(
  { database, keyring }: KeyStorage,
  from: ResealPosition,
): Promise<ResealRun> {
  const unreadable: string[] = [];
  let count = 0;
  let next: ResealPosition | undefined = from;
  for (let batch = 0; batch < BATCHES_PER_RUN && next !== undefined; batch += 1) {
    const progress = await resealValues(database, keyring, next);
    count += progress.count;
    unreadable.push(...progress.unreadable);
    next = progress.next;
    // Embedded storage answers at once, and would leave no turn to requests.
    await setImmediate();
  }
  const done = { dataKeyId: keyring.activeDataKeyId, count, unreadable };
  return next === undefined ? done : { ...done, next };
}

/** `keys.list`, `keys.rotate`, `keys.rotate-data-key`, `keys.reseal` and `keys.prune`. None gives a key. */
export const keyAdminCommands: readonly AdminCommand<KeyPorts>[] = [
  defineAdminCommand({
    id: 'keys.list',
    access: 'read',
    scope: 'platform',
    input: Type.Object({}),
    run: async ({ ports }: { readonly ports: KeyPorts }) => ({
      result: await listKeys(ports.maintenance),
    }),
  }),
  defineAdminCommand({
    id: 'keys.rotate',
    access: 'maintenance',
    scope: 'platform',
    input: Type.Object({ prepare: Type.Optional(Type.Boolean()) }),
    run: async ({ ports, input: { prepare: isPreparing = false } }: RotateCall) => {
      const result = await rotateMasterKey(ports.maintenance, { isPreparing });
      const { masterKeyId, isNew, rewrapped } = result;
      return { result, target: `master-key ${masterKeyId}`, details: { isNew, rewrapped } };
    },
  }),
  defineAdminCommand({
    id: 'keys.rotate-data-key',
    access: 'maintenance',
    scope: 'platform',
    input: Type.Object({}),
    run: async ({ ports }: { readonly ports: KeyPorts }) => {
      const dataKeyId = await ports.maintenance.keyring.rotateDataKey();
      return { result: { dataKeyId }, target: `data-key ${dataKeyId}` };
    },
  }),
  defineAdminCommand({
    id: 'keys.reseal',
    access: 'maintenance',
    scope: 'platform',
    input: Type.Object({ position: Type.Optional(ResealPositionInput) }),
    run: async ({ ports, input: { position = { column: 0, after: [] } } }: ResealCall) => {
      const result = await runReseal(ports.maintenance, position);
      const { dataKeyId, count, unreadable } = result;
      return { result, target: `data-key ${dataKeyId}`, details: { count, unreadable } };
    },
  }),
  defineAdminCommand({
    id: 'keys.prune',
    access: 'maintenance',
    scope: 'platform',
    input: Type.Object({}),
    run: async ({ ports }: { readonly ports: KeyPorts }) => {
      const result = await pruneMasterKeys(ports.maintenance);
      const { removed } = result;
      return { result, target: `master-key ${removed.join(' ')}`.trim(), details: { removed } };
    },
  }),
];

interface RotateCall {
  readonly ports: KeyPorts;
  readonly input: { readonly prepare?: boolean };
}

interface ResealCall {
  readonly ports: KeyPorts;
  readonly input: { readonly position?: ResealPosition };
}
