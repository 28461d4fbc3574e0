import type { ServerOptions } from 'node:https';
import type { TlsIdentity } from './read-tls-files.js';
import { TLS_PROTOCOLS, TLS_RULES } from './tls-rules.js';

/** A client that opens a connection and says nothing of TLS is cut off. */
const HANDSHAKE_TIMEOUT_MILLIS = 10_000;

/** What a server of `node:https` takes to speak TLS as this program does. */
export function tlsOptionsOf({ cert, key }: TlsIdentity): ServerOptions {
  return {
    ...TLS_RULES,
    cert,
    key,
    ALPNProtocols: [...TLS_PROTOCOLS],
    handshakeTimeout: HANDSHAKE_TIMEOUT_MILLIS,
  };
}
