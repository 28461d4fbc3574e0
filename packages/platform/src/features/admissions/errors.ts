import type { RevocationKind } from '../../domain/revocation.js';
import { PlatformError } from '../../errors.js';

/** Somebody stays out, though his token may be right. `admitUser` makes the code and the message its result. */
export abstract class AdmissionRefusedError extends PlatformError {
  readonly status = 403;
  /** From when on the same token may be let in. Unix seconds. */
  readonly retryAt: number | undefined = undefined;
}

/** No project has the App ID. */
export class UnknownProjectError extends AdmissionRefusedError {
  readonly code = 'unknown_project';

  constructor() {
    super('no project here has this App ID; check it, and that this is the right deployment');
  }
}

/** The project is switched off. */
export class ProjectDisabledError extends AdmissionRefusedError {
  readonly code = 'project_disabled';

  constructor() {
    super(
      'the project is disabled, and so are all of its tokens; enable it to let its users in again',
    );
  }
}

/** The project has no certificate that could prove a token. */
export class NoLiveCertificateError extends AdmissionRefusedError {
  readonly code = 'no_live_certificate';

  constructor() {
    super(
      'the project has no live certificate, so that no token of it can be proven; enable its primary certificate',
    );
  }
}

/** Whose tokens were revoked, in words. */
const OWNERS: Readonly<Record<Exclude<RevocationKind, 'token'>, string>> = {
  user: 'of this user',
  'channel-user': 'of this user in this channel',
  channel: 'in this channel',
  project: 'of the project',
};

const describeRevoked = (kind: RevocationKind, issuedUntil: number): string =>
  kind === 'token' ? 'this token' : `every token ${OWNERS[kind]} issued up to ${issuedUntil}`;

/** The token was revoked, alone or with others. */
export class TokenRevokedError extends AdmissionRefusedError {
  readonly code = 'token_revoked';

  /** @param issuedUntil Which issue times it reaches to, Unix seconds. */
  constructor(kind: RevocationKind, issuedUntil: number) {
    super(
      `${describeRevoked(kind, issuedUntil)} was revoked; ask the token server for a new one, if this user may have it`,
    );
  }
}

/** A kicking rule keeps the user out, or from what he needs. */
export class KickedError extends AdmissionRefusedError {
  readonly code = 'kicked';
  override readonly retryAt: number;

  /**
   * @param deed What he may not do.
   * @param retryAt When the last of the rules ends, Unix seconds.
   */
  constructor(deed: string, retryAt: number) {
    super(
      `a kicking rule keeps this user from ${deed} until ${retryAt}; wait, or remove the rule (DELETE /dev/v1/kicking-rule)`,
    );
    this.retryAt = retryAt;
  }
}
