import { PlatformError } from '../../errors.js';

/** As many names of the project have a uid as may have one. */
export class TooManyUserIdsError extends PlatformError {
  readonly code = 'too_many_user_ids';
  readonly status = 500;

  /** @param maxUserIds How many may have one. */
  constructor(maxUserIds: number) {
    super(
      `${maxUserIds} names of this project have a uid, and no more may: raise the quota maxUserIds, or use string accounts`,
    );
  }
}

/** All uids that were tried belong to other names. */
export class NoFreeUidError extends PlatformError {
  readonly code = 'no_free_uid';
  readonly status = 500;

  /** @param attempts How many were tried. */
  constructor(attempts: number) {
    super(`${attempts} uids were tried, and other names have all of them: use string accounts`);
  }
}
