import { hash } from 'node:crypto';

/**
 * Whose tokens are revoked. A user is the text that a token carries: uid 1234 and account "1234" are one, because the same
 * token opens for both.
 */
export type RevocationSubject =
  /** One token, whatever text it is packed into: see `identifyToken`. */
  | { readonly kind: 'token'; readonly identity: string }
  /** All tokens that this user shows, at every service. */
  | { readonly kind: 'user'; readonly user: string }
  /** All tokens that this user shows for this channel. */
  | { readonly kind: 'channel-user'; readonly channel: string; readonly user: string }
  /** All tokens that anyone shows for this channel. */
  | { readonly kind: 'channel'; readonly channel: string }
  /** All tokens of the project. */
  | { readonly kind: 'project' };

/** What can be revoked. */
export type RevocationKind = RevocationSubject['kind'];

/** Tokens that are not accepted any more, though nothing is wrong with them. */
export interface Revocation {
  /** What is revoked, as 32 hex characters: `revocationKey`. */
  readonly key: string;
  readonly appId: string;
  readonly kind: RevocationKind;
  /** As far as the kind has them. */
  readonly channel: string | undefined;
  readonly user: string | undefined;
  /** Of one token, 8 hex characters. */
  readonly fingerprint: string | undefined;
  /** Tokens issued at or before this are revoked. Unix seconds. */
  readonly issuedUntil: number;
  /** What the one who revoked says of it. */
  readonly reason: string | undefined;
  /** When it was made, or last extended. Unix seconds. */
  readonly createdAt: number;
  /** From here on no such token can be alive. Unix seconds. */
  readonly endsAt: number;
}

const KEY_CHARACTERS = 32;

function partsOf(subject: RevocationSubject): readonly string[] {
  switch (subject.kind) {
    case 'token': {
      return [subject.identity];
    }
    case 'user': {
      return [subject.user];
    }
    case 'channel-user': {
      return [subject.channel, subject.user];
    }
    case 'channel': {
      return [subject.channel];
    }
    case 'project': {
      return [];
    }
  }
}

/**
 * The name of what is revoked: 128 bits of a hash, in hex. All keys have one form, so that one lookup finds any kind, and a
 * channel or an account can hold any character.
 */
export function revocationKey(appId: string, subject: RevocationSubject): string {
  const text = JSON.stringify([subject.kind, appId, ...partsOf(subject)]);
  return hash('sha256', text).slice(0, KEY_CHARACTERS);
}
