import { createHash } from 'node:crypto';

/** A user of another system. */
export interface NamedUser {
  /** Whose names these are: the issuer of a JWT, or the kind of caller. */
  readonly realm: string;
  /** Unique in its realm. */
  readonly name: string;
}

/**
 * What is stored in place of a name: 64 hex characters, other ones in each project. So the database, its dumps and its
 * backups show no names, and users cannot be followed from one project to another. It is no secret: whoever has the
 * database can test a name that they guess, as they can by the uid, which is computed from the name.
 */
export function hashUserName(appId: string, { realm, name }: NamedUser): string {
  // JSON keeps the three apart, and half a surrogate pair as it is.
  const text = JSON.stringify(['stagedoor user 1', appId, realm, name]);
  return createHash('sha256').update(text).digest('hex');
}
