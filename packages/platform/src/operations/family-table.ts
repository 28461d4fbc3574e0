/** The route families. */
export const FAMILY_NAMES = ['projects', 'kicking-rules', 'broadcast', 'stagedoor'] as const;

/** A route family: what is the same for all of its operations. */
export type FamilyName = (typeof FAMILY_NAMES)[number];

/** The schemes that a family may take, by their names. */
export type SchemeName = 'basic' | 'hmac' | 'agora-token' | 'message-signature';

/** One route family. */
export interface Family {
  /** Those that prove its requests, the preferred one first; `agora-token` only where the operation says what of it. */
  readonly schemes: readonly SchemeName[];
  /** Requests in one second, of one customer at one operation. */
  readonly limitPerSecond: number;
  /**
   * What bodies are: `json-or-form` refuses other content types with 415; `json-whatever` reads JSON whatever the content
   * type says, because samples of the documents say nothing or `application/x-www-form-urlencoded`. No content type at all
   * is JSON in both.
   */
  readonly bodies: 'json-or-form' | 'json-whatever';
  /** The keys of an error body that hold its text, where it is not one of those that the gateway has for all families. */
  readonly errorKeys: readonly [string, ...string[]];
}

/** rest-api.md 1.2 and 1.5; media-broadcast.md 1. */
export const FAMILIES: Readonly<Record<FamilyName, Family>> = {
  projects: {
    schemes: ['basic', 'message-signature'],
    limitPerSecond: 10,
    bodies: 'json-or-form',
    errorKeys: ['message', 'error_msg'],
  },
  'kicking-rules': {
    schemes: ['basic', 'message-signature'],
    limitPerSecond: 10,
    bodies: 'json-or-form',
    errorKeys: ['message'],
  },
  broadcast: {
    schemes: ['hmac', 'message-signature'],
    limitPerSecond: 50,
    bodies: 'json-whatever',
    errorKeys: ['message'],
  },
  stagedoor: {
    schemes: ['basic', 'hmac', 'agora-token', 'message-signature'],
    limitPerSecond: 1000,
    bodies: 'json-or-form',
    errorKeys: ['message'],
  },
};
