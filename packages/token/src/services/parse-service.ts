import { MalformedTokenError } from '../errors.js';
import { parseUnixSeconds } from '../parse-unix-seconds.js';
import type { UnixSeconds } from '../unix-seconds.js';
import type { ByteReader } from '../wire/byte-reader.js';
import type { PrivilegeLife } from './privileges.js';
import { readPermissions } from './permissions.js';
import type { FieldRow, FieldValue, ServiceRow } from './service-row.js';
import type { TokenService } from './service-table.js';

/** From when to when the token lives. */
export interface TokenTimes {
  readonly issuedAt: UnixSeconds;
  readonly expiresAt: UnixSeconds;
}

function lifeOf(expiresInSeconds: number, { issuedAt, expiresAt }: TokenTimes): PrivilegeLife {
  return {
    expiresInSeconds,
    expiresAt: parseUnixSeconds(
      'the end of a privilege',
      Math.min(issuedAt + expiresInSeconds, expiresAt),
    ),
  };
}

function nameOfPrivilege({ privileges }: ServiceRow, id: number): string {
  for (const row of privileges) if (row.id === id) return row.name;
  return String(id);
}

function readPrivileges(
  reader: ByteReader,
  row: ServiceRow,
  times: TokenTimes,
): Readonly<Record<string, PrivilegeLife>> {
  const privileges: Record<string, PrivilegeLife> = {};
  const withToken: PrivilegeLife = { expiresInSeconds: 0, expiresAt: times.expiresAt };
  for (let left = reader.u16(); left > 0; left -= 1) {
    const name = nameOfPrivilege(row, reader.u16());
    if (privileges[name] !== undefined) {
      throw new MalformedTokenError(`service ${row.name} holds the privilege ${name} twice`);
    }
    const expiresInSeconds = reader.u32();
    privileges[name] = expiresInSeconds === 0 ? withToken : lifeOf(expiresInSeconds, times);
  }
  return privileges;
}

function readField(reader: ByteReader, { kind }: FieldRow): FieldValue {
  if (kind === 'text') return reader.string16();
  return kind === 'int16' ? reader.i16() : readPermissions(reader);
}

/** Reads one service, after its type. Throws `truncated` and `malformed`. */
export function parseService(reader: ByteReader, row: ServiceRow, times: TokenTimes): TokenService {
  const privileges = readPrivileges(reader, row, times);
  const service: Record<string, unknown> = { service: row.name };
  for (const field of row.fields) service[field.name] = readField(reader, field);
  service['privileges'] = privileges;
  // The row says which fields its service has, so this is the shape that TokenService has under that name.
  return service as unknown as TokenService;
}
