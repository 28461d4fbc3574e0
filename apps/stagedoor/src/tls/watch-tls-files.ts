import type { Server } from 'node:http';
import { Server as TlsServer } from 'node:tls';
import type { GatewayMetrics } from '@stagedoor/platform/observability';
import type { World } from '../world.js';
import { CertificateReloader } from './certificate-reloader.js';
import type { TlsState } from './tls-state.js';

/** What the watch works with. */
export interface TlsWatchOptions {
  readonly world: World;
  readonly metrics: Pick<GatewayMetrics, 'count' | 'addGauge'>;
  readonly log: {
    info(fields: object, text: string): void;
    warn(fields: object, text: string): void;
  };
}

/** Takes new certificates into use, where the server speaks TLS. Returns what ends that. */
export function watchTlsFiles(
  server: Server,
  tls: TlsState | undefined,
  { world, metrics, log }: TlsWatchOptions,
): () => void {
  if (tls === undefined || !(server instanceof TlsServer)) return () => {};
  server.on('tlsClientError', () => metrics.count('tls_handshake_failed'));
  const { files, identity } = tls;
  const reloader = new CertificateReloader(identity, { files, server, world, log });
  metrics.addGauge({
    name: 'tls_certificate_expires_at_seconds',
    help: 'When the certificate in use ends, Unix seconds',
    read: () => new Map([['', reloader.expiresAt]]),
  });
  if (identity.expiresAt <= world.now()) {
    log.warn({ code: 'tls_files_invalid' }, 'the TLS certificate has expired: clients refuse it');
  }
  return reloader.watch();
}
