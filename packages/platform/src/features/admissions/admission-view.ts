import { Type, type TSchema } from 'typebox';
import type { Admission } from './admission.js';

const instants = (description: string): TSchema =>
  Type.Record(Type.String(), Type.Integer(), { description });

const textOrNull = (description: string): TSchema =>
  Type.Union([Type.String(), Type.Null()], { description });

/** The answer for somebody who comes in. All instants are Unix seconds. */
export const AdmittedView: Type.TObject = Type.Object({
  admitted: Type.Literal(true),
  appId: Type.String(),
  service: Type.String(),
  channel: textOrNull('Null where the service has none'),
  user: textOrNull('The uid in decimal, or the account'),
  privileges: instants('What he may do now, and until when; never beyond the end of the token'),
  withheld: instants('What a ban takes away of what the token carries, and until when'),
  expiresAt: Type.Integer({ description: 'When he must be out, unless he shows a new token' }),
  renewAt: Type.Integer({ description: 'When he should fetch a new one' }),
  token: Type.Object({
    version: Type.String(),
    fingerprint: Type.String({ description: '8 hex characters, for logs' }),
    issuedAt: Type.Integer(),
    expiresAt: Type.Integer(),
    certificate: Type.String({ description: '`primary` or `secondary`: which one signed it' }),
  }),
});

/** The answer for somebody who stays out. */
export const RefusedView: Type.TObject = Type.Object({
  admitted: Type.Literal(false),
  code: Type.String({ description: 'Stable, as token_revoked; each has a page' }),
  message: Type.String({ description: 'What to do next; may be reworded' }),
  retryAt: Type.Union([Type.Integer(), Type.Null()], {
    description: 'From when on the same token may be let in; null where another one is needed',
  }),
});

/** What callers see of what was decided. */
export function viewAdmission(admission: Admission): object {
  if (admission.kind === 'refused') {
    const { code, message, retryAt = null } = admission;
    return { admitted: false, code, message, retryAt };
  }
  const { appId, service, channel = null, user = null, privileges, withheld } = admission;
  const { expiresAt, renewAt, token } = admission;
  return {
    admitted: true,
    appId,
    service,
    channel,
    user,
    privileges,
    withheld,
    expiresAt,
    renewAt,
    token,
  };
}
