import { resolve } from 'node:path';
import type { GatewayMetrics } from '@stagedoor/platform/observability';
import type { World } from '../world.js';
import { AuditChain, CHAIN_START } from './audit-chain.js';
import { AuditFile, type AuditFileOptions } from './audit-file.js';

/** Where grants are written down. */
export interface Audit {
  /** Throws where nothing more can be written. */
  add(entry: object): void;
  close(): Promise<void>;
}

/** Who is told how it goes. */
interface AuditWatch {
  readonly log: AuditFileOptions['log'];
  readonly metrics: Pick<GatewayMetrics, 'count' | 'addGauge'>;
}

/** Standard output cannot be full: it waits, or the process ends. */
function openStandardOutput(world: World): Audit {
  const chain = new AuditChain(CHAIN_START);
  return { add: (entry) => world.writeOut(chain.add(entry)), close: () => Promise.resolve() };
}

/** Opens what the setting `auditFile` names; undefined where it names nothing. Throws `file_unusable`. */
export async function openAudit(
  auditFile: string | undefined,
  world: World,
  { log, metrics }: AuditWatch,
): Promise<Audit | undefined> {
  if (auditFile === undefined) return undefined;
  if (auditFile === '-') return openStandardOutput(world);
  const path = resolve(world.cwd, auditFile);
  const audit = await AuditFile.open({ path, world, log, count: metrics.count });
  metrics.addGauge({
    name: 'audit_waiting_bytes',
    help: 'Octets that are not written to the audit file yet',
    read: () => new Map([['', audit.waitingBytes]]),
  });
  return audit;
}
