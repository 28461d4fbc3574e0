/**
 * A command that cannot be carried out as it was given: exit code 2. Compare `code`, which never changes; each has a
 * page `docs/errors/<code>.md`.
 */
export abstract class CommandError extends Error {
  override readonly name: string = 'CommandError';
  /** The stable name of the failure, for programs. */
  abstract readonly code: string;
}

/** Arguments that contradict each other, or one that is missing or malformed. */
export class UsageError extends CommandError {
  readonly code = 'usage';
}

/** A file that the command needs cannot be read or written. */
export class FileError extends CommandError {
  readonly code = 'file_unusable';
}

/** The server cannot listen at the address. */
export class ListenError extends CommandError {
  readonly code = 'cannot_listen';
}

/** The command would hand tokens to everyone on the network, and was not told to. */
export class AnonymousBeyondLoopbackError extends CommandError {
  readonly code = 'anonymous_beyond_loopback';
  constructor(host: string, wayOut: string) {
    super(
      `${host} can be reached from other machines, and this server asks nobody who they are: anyone could fetch ` +
        `any token. Use --host 127.0.0.1, or ${wayOut}`,
    );
  }
}

/** A credential would go through the network unencrypted, and the command was not told to let it. */
export class PlainHttpError extends CommandError {
  readonly code = 'plain_http_refused';
  constructor(host: string) {
    super(
      `${host} can only be reached over the network, where everyone on the way reads what plain http carries; use ` +
        'https, or add --insecure-http',
    );
  }
}

/** The request could not be sent, or no answer came. */
export class RequestNotSentError extends CommandError {
  readonly code = 'request_not_sent';
}

/** The server answered, and refused the request. */
export class RequestRefusedError extends CommandError {
  readonly code = 'request_refused';
  constructor(status: number) {
    super(`the server answered ${status}; stagedoor request explain finds out why`);
  }
}

/** The stream URL would be refused; why was printed. */
export class StreamUrlRefusedError extends CommandError {
  readonly code = 'stream_url_refused';

  constructor(reason: string) {
    super(`see the report: ${reason}`);
  }
}

/** The server that was asked to carry out a command could not: `code` is that of its error. */
export class AdministrationError extends CommandError {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** A setting of the server is missing, malformed or contradicts another. The message names its key. */
export class ConfigError extends CommandError {
  readonly code = 'config_invalid';
}

/** The server would take credentials unencrypted from the network, and was not told that a proxy ends TLS. */
export class PlainHttpBeyondLoopbackError extends CommandError {
  readonly code = 'plain_http_beyond_loopback';
  constructor(host: string) {
    super(
      `host is ${host}, which other machines reach, and everyone on the way reads what plain http carries: give ` +
        'tlsCert and tlsKey, or behindTlsProxy where a proxy in front ends TLS',
    );
  }
}

/** The certificate or its private key cannot be used. */
export class TlsFilesError extends CommandError {
  readonly code = 'tls_files_invalid';
}

/** The audit trail, or an export of it, is not as it was written; what is wrong was printed. */
export class AuditTrailBrokenError extends CommandError {
  readonly code = 'audit_trail_broken';
}

/** A user would not come in with the token: `code` says why. */
export class UserRefusedError extends CommandError {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
