/** What a domain is for: pushing streams, or playing them. */
export const DOMAIN_TYPES = ['publish', 'play'] as const;

/** One of them. */
export type DomainType = (typeof DOMAIN_TYPES)[number];

/** Where the servers of a publish domain are. */
export const DOMAIN_REGIONS = ['cn', 'ap', 'eu', 'na'] as const;

/** One of them. */
export type DomainRegion = (typeof DOMAIN_REGIONS)[number];

/** A host name that streams of a project are pushed to or played from. */
export interface BroadcastDomain {
  /** In lower case. No two projects have the same. */
  readonly name: string;
  readonly projectId: string;
  readonly type: DomainType;
  /** Of publish domains only. */
  readonly region: DomainRegion | undefined;
  /** The timestamp key, 1 to 128 bytes; undefined where stream URLs need no sign. */
  readonly authKey: string | undefined;
  /** Unix seconds. */
  readonly createdAt: number;
}
