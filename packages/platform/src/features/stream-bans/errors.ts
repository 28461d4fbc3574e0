import { PlatformError } from '../../errors.js';

/** The end of a ban is no instant in the future. The message says why. */
export class InvalidResumeTimeError extends PlatformError {
  readonly code = 'invalid_resume_time';
  readonly status = 400;
}

/** The stream is not banned: it never was, the ban was lifted, or it has ended. */
export class StreamBanNotFoundError extends PlatformError {
  readonly code = 'stream_ban_not_found';
  readonly status = 404;

  constructor() {
    super('no stream of that name is banned there');
  }
}

/** As many streams of the project are banned as may be. */
export class TooManyStreamBansError extends PlatformError {
  readonly code = 'too_many_stream_bans';
  readonly status = 400;

  /** @param maxStreamBans How many may be. */
  constructor(maxStreamBans: number) {
    super(`${maxStreamBans} streams of this project are banned: lift some bans, or wait`);
  }
}

/** The name is not one that a stream can have. */
export class InvalidStreamNameError extends PlatformError {
  readonly code = 'invalid_stream_name';
  readonly status = 400;

  constructor() {
    super('the name of a stream has 1 to 255 bytes, no controls, and none of / ? #');
  }
}
