import type { Generated } from 'kysely';

/*
 * The tables, as both engines have them: text, and integers of at most 2^53. Instants are Unix seconds unless their name
 * says milliseconds. A column that begins with `sealed_` holds what the keyring made.
 */

interface OrganizationTable {
  readonly id: string;
  readonly name: string;
  readonly created_at: number;
}

interface ProjectTable {
  readonly id: string;
  readonly organization_id: string;
  readonly app_id: string;
  readonly name: string;
  /** 1 enabled, 0 disabled. */
  readonly status: number;
  readonly recording_server: string | null;
  readonly created_at: number;
}

interface CertificateTable {
  readonly project_id: string;
  readonly slot: 'primary' | 'secondary';
  readonly state: 'live' | 'disabled';
  readonly sealed_certificate: string;
  readonly created_at: number;
}

interface CustomerCredentialTable {
  readonly customer_id: string;
  readonly organization_id: string;
  readonly name: string;
  readonly access: 'full' | 'read-only';
  /** A JSON list; null for all. */
  readonly project_ids: string | null;
  readonly created_at: number;
  readonly last_used_at: number | null;
  readonly disabled_at: number | null;
}

interface CustomerSecretTable {
  readonly customer_id: string;
  readonly slot: 'primary' | 'secondary';
  readonly sealed_secret: string;
  readonly created_at: number;
  readonly downloaded_at: number | null;
}

interface DataKeyTable {
  readonly id: string;
  readonly master_key_id: string;
  readonly wrapped_key: string;
  /** One at most is active. */
  readonly state: 'active' | 'retired';
  readonly created_at: number;
  readonly seal_count: number;
}

interface KickingRuleTable {
  readonly id: number;
  readonly organization_id: string;
  readonly app_id: string;
  readonly operation_number: number;
  /** App ID, uid, address and channel as one text: what a rule is found by. */
  readonly filter_key: string;
  readonly uid: number | null;
  readonly cname: string | null;
  readonly ip: string | null;
  /** A JSON list. */
  readonly privileges: string;
  readonly created_at_ms: number;
  readonly updated_at_ms: number;
  readonly ends_at_ms: number;
}

interface BroadcastDomainTable {
  readonly name: string;
  readonly project_id: string;
  readonly type: 'publish' | 'play';
  readonly region: 'cn' | 'ap' | 'eu' | 'na' | null;
  readonly sealed_auth_key: string | null;
  readonly created_at: number;
}

interface EntryPointTable {
  readonly project_id: string;
  readonly name: string;
  readonly created_at: number;
}

interface StreamBanTable {
  readonly project_id: string;
  readonly entry_point: string;
  readonly stream: string;
  /** As the client sent it, with its offset. */
  readonly resume_time: string;
  readonly resumes_at: number;
}

interface RevocationTable {
  /** What is revoked: `revocationKey`. */
  readonly key: string;
  readonly app_id: string;
  readonly kind: 'token' | 'user' | 'channel-user' | 'channel' | 'project';
  /** A JSON object with what the kind has of user, channel and fingerprint. */
  readonly subject: string;
  /** Tokens issued at or before this are revoked. */
  readonly issued_until: number;
  readonly reason: string | null;
  /** When it was made, or last extended. */
  readonly created_at: number;
  /** From here on no such token can be alive. */
  readonly ends_at: number;
}

interface ApiKeyTable {
  readonly id: string;
  readonly organization_id: string;
  readonly name: string;
  /** A JSON list. */
  readonly scopes: string;
  /** A JSON object of texts. */
  readonly labels: string;
  /** A JSON list; null for all. */
  readonly app_ids: string | null;
  readonly created_at: number;
  readonly expires_at: number | null;
  readonly disabled_at: number | null;
  readonly last_used_at: number | null;
}

interface ApiKeySecretTable {
  readonly key_id: string;
  /** SHA-256 of the secret, in hex. */
  readonly secret_hash: string;
  readonly created_at: number;
  readonly expires_at: number | null;
}

interface TokenPolicyTable {
  readonly organization_id: string;
  /** The ID of the project; empty for the policy of the organization. */
  readonly place: string;
  /** From 1 on, at each place. The highest one is in force. */
  readonly version: number;
  /** As `place`, with null in place of empty. */
  readonly project_id: string | null;
  /** JSON; null where the policy was taken away. */
  readonly document: string | null;
  readonly created_at: number;
  readonly created_by: string;
}

interface UserIdTable {
  readonly app_id: string;
  /** What of a name is kept: `features/user-ids/hash-user-name.ts`. */
  readonly name_hash: string;
  readonly uid: number;
  readonly created_at: number;
}

interface AuditEventTable {
  readonly seq: number;
  readonly at_ms: number;
  readonly organization_id: string | null;
  readonly actor: string;
  readonly action: string;
  readonly target: string | null;
  readonly outcome: string;
  readonly code: string | null;
  readonly address: string | null;
  readonly request_id: string | null;
  /** A JSON object. */
  readonly details: string | null;
  /** The chain: a MAC over the row and the hash of the row before it. See `features/audit-trail/chain-hash.ts`. */
  readonly hash: string;
}

interface AuditHeadTable {
  readonly id: Generated<number>;
  readonly seq: number;
  readonly hash: string;
  /** A MAC over both, so that a row that was removed cannot be removed from the head. */
  readonly seal: string;
}

interface AuditKeyTable {
  /** The newest is used for new rows, the others for reading. */
  readonly generation: number;
  readonly sealed_key: string;
}

/** All tables. */
export interface Tables {
  readonly organizations: OrganizationTable;
  readonly projects: ProjectTable;
  readonly certificates: CertificateTable;
  readonly customer_credentials: CustomerCredentialTable;
  readonly customer_secrets: CustomerSecretTable;
  readonly data_keys: DataKeyTable;
  readonly kicking_rules: KickingRuleTable;
  readonly broadcast_domains: BroadcastDomainTable;
  readonly entry_points: EntryPointTable;
  readonly stream_bans: StreamBanTable;
  readonly revocations: RevocationTable;
  readonly api_keys: ApiKeyTable;
  readonly api_key_secrets: ApiKeySecretTable;
  readonly token_policies: TokenPolicyTable;
  readonly user_ids: UserIdTable;
  readonly audit_events: AuditEventTable;
  readonly audit_head: AuditHeadTable;
  readonly audit_keys: AuditKeyTable;
}
