import { isIPv4, isIPv6 } from 'node:net';
import { InvalidRequestError } from '../../errors.js';

const MAX_LENGTH = 255;
const MAX_PORT = 65_535;
const PARTS = /^(?:\[(?<v6>[^[\]]+)\]|(?<host>[^[\]:]+))(?::(?<port>\d{1,5}))?$/;
/** RFC 1123, section 2.1. */
const HOST_NAME = /^(?!-)[a-z0-9-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9-]{1,63}(?<!-))*$/i;
const LOOKS_LIKE_IPV4 = /^[\d.]+$/;

function isHost(host: string): boolean {
  return LOOKS_LIKE_IPV4.test(host) ? isIPv4(host) : HOST_NAME.test(host);
}

function isHostAndPort(text: string): boolean {
  const { v6, host, port } = PARTS.exec(text)?.groups ?? {};
  const number = Number(port ?? 1);
  if (number < 1 || number > MAX_PORT) return false;
  return v6 === undefined ? host !== undefined && isHost(host) : isIPv6(v6);
}

/**
 * Where a project is recorded: `10.12.1.5:8080`, also a name or an IPv6 address in brackets, also without a port. Undefined
 * for an empty text or null, which take it away. Throws `invalid_request`.
 */
export function parseRecordingServer(text: string | null): string | undefined {
  if (text === null || text === '') return undefined;
  if (text.length <= MAX_LENGTH && isHostAndPort(text)) return text;
  throw new InvalidRequestError('recording_server must be a host and a port: 10.12.1.5:8080');
}
