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

/** The demo project's file is there, but not as `stagedoor dev` writes it. */
export class ProjectFileError extends CommandError {
  readonly code = 'project_file_invalid';
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
