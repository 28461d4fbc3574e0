export {
  Administration,
  type AdministrationOptions,
  type AdminRequest,
} from './administration/administration.js';
export type { SystemSources } from './domain/system-sources.js';
export { createServer, type MountedListener, type ServerOptions } from './fastify/create-server.js';
export type {
  Admission,
  AdmissionRequest,
  Admitted,
  Refused,
} from './features/admissions/admission.js';
export type { AdmissionPorts } from './features/admissions/admission-ports.js';
export { admitUser } from './features/admissions/admit-user.js';
export { ProjectDirectory } from './features/admissions/project-directory.js';
export type { ApiKey, ApiKeySecret } from './features/api-keys/api-key.js';
export {
  ApiKeyDirectory,
  type ApiKeyDirectoryOptions,
  type FoundApiKey,
} from './features/api-keys/api-key-directory.js';
export type { ApiKeyView } from './features/api-keys/api-key-view.js';
export { CustomerDirectory } from './features/customers/customer-directory.js';
export { EnvelopeKeyring } from './keyring/envelope-keyring.js';
export { MasterKeyUnavailableError } from './keyring/errors.js';
export type { MasterKey, MasterKeyEditor, MasterKeySource } from './keyring/master-key.js';
export {
  parseMasterKeyLines,
  parseMasterKeys,
  type MasterKeyLine,
} from './keyring/parse-master-keys.js';
export type { LimitOptions, LimitSetting } from './limits/limit-options.js';
export { MemoryRateLimiter } from './limits/memory-rate-limiter.js';
export { ProcessReplayStore } from './limits/process-replay-store.js';
export type { RateLimiter } from './limits/rate-limiter.js';
export type { LimitsState } from './limits/redis-rate-limiter.js';
export { connectRedis, type RedisConnection, type RedisState } from './redis/connect-redis.js';
export { createSharedStores, type SharedStores } from './redis/shared-stores.js';
export { loadKeyring } from './storage/load-keyring.js';
export type { Timers } from './domain/timers.js';
export type { BackupReport } from './storage/backups/back-up-database.js';
export { copyDatabase } from './storage/backups/copy-database.js';
export { restoreBackup } from './storage/backups/restore-backup.js';
export type { TableDigest } from './storage/backups/row-source.js';
export { openDatabase } from './storage/open-database.js';
export {
  type DatabaseLocation,
  nameLocation,
  parseDatabaseLocation,
} from './storage/parse-database-location.js';
export { openPostgres } from './storage/postgres/open-postgres.js';
export { SqlDataKeyStore } from './storage/sql-data-key-store.js';
export { openSqlite } from './storage/sqlite/open-sqlite.js';
export { Storage } from './storage/storage.js';
export { PlatformError } from './errors.js';
export type { ProfileOptions } from '@stagedoor/rest-auth';
export { liveCertificates, type Project } from './domain/project.js';
export { randomHex32 } from './domain/random-id.js';
export { DEFAULT_QUOTAS, type Quotas } from './domain/quotas.js';
export type { KickEvent, KickEvents } from './features/kicking-rules/kick-events.js';
export {
  type KickListener,
  MemoryKickEvents,
} from './features/kicking-rules/memory-kick-events.js';
export { purgeKickingRules } from './features/kicking-rules/purge-kicking-rules.js';
export { makeProject } from './features/projects/create-project.js';
export { FAMILY_NAMES } from './operations/family-table.js';
export {
  findTokenRevocation,
  type ProvenTokenText,
} from './features/revocations/find-token-revocation.js';
export { purgeRevocations } from './features/revocations/purge-revocations.js';
export { purgeStreamBans } from './features/stream-bans/purge-stream-bans.js';
export {
  checkStreamUrl,
  type CheckStreamUrlOptions,
  type StreamUrlDecision,
  type StreamUrlRefusal,
} from './features/stream-urls/check-stream-url.js';
export {
  explainStreamUrl,
  type StreamUrlReport,
} from './features/stream-urls/explain-stream-url.js';
export type {
  StreamUrlFinding,
  StreamUrlFindingKind,
} from './features/stream-urls/finding-kinds.js';
export { signAndExplain, type SignedStreamUrl } from './features/stream-urls/sign-and-explain.js';
export {
  signStreamUrl,
  type SignStreamUrlOptions,
} from './features/stream-urls/sign-stream-url.js';
export {
  type PolicyInForce,
  TokenPolicyDirectory,
  type TokenPolicyDirectoryOptions,
} from './features/token-policies/token-policy-directory.js';
export type { TokenPolicyChecker } from './features/token-policies/token-policy-ports.js';
export type { TokenPolicyView } from './features/token-policies/token-policy-view.js';
export type { NamedUser } from './features/user-ids/hash-user-name.js';
export {
  UserIdDirectory,
  type UserIdDirectoryOptions,
} from './features/user-ids/user-id-directory.js';
export type { GatewayObserver } from './gateway/gateway-observation.js';
export { describeError } from './observability/describe-error.js';
export { GatewayMetrics, type GaugeSource } from './observability/gateway-metrics.js';
export { measureReplayStore } from './observability/measure-replay-store.js';
export { createOperationsListener, OPERATIONS_PATHS } from './observability/operations-listener.js';
export { openTracer } from './observability/open-tracer.js';
export type { RequestTracer } from './observability/request-tracer.js';
export { Readiness, type ReadinessCheck } from './observability/readiness.js';
export { RequestLog } from './observability/request-log.js';
export type { Database } from './storage/database.js';
export { pingDatabase } from './storage/ping-database.js';
export type { AuditEvent } from './features/audit-trail/audit-event.js';
export type { AuditView } from './features/audit-trail/audit-view.js';
export type { ChainFinding } from './features/audit-trail/chain-finding.js';
export type { ExportReport } from './features/audit-trail/check-export.js';
export type { PruneReport } from './features/audit-trail/prune-events.js';
export { RejectionRecorder } from './features/audit-trail/rejection-recorder.js';
export type { ChainReport } from './features/audit-trail/verify-chain.js';
export type { Organization } from './features/organizations/organization-store.js';
export { parseOrganizationName } from './features/organizations/parse-organization-name.js';
export { observeRejections } from './gateway/observe-rejections.js';
export type { VerificationOptions } from './gateway/verify-options.js';
