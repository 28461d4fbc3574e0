import { Type } from 'typebox';
import type { KickingRule } from './kicking-rule.js';

const orNull = (schema: Type.TSchema): Type.TSchema => Type.Union([schema, Type.Null()]);

const Instant = Type.String({ description: 'UTC with milliseconds, as in ISO 8601' });

/** A rule as the documents have it: rest-api.md 3.2. */
export const KickingRuleView: Type.TObject = Type.Object({
  id: Type.Integer(),
  appid: Type.String(),
  uid: orNull(Type.Integer()),
  opid: Type.Integer({ description: 'Names the change in questions to support' }),
  cname: orNull(Type.String({ description: 'Channel' })),
  ip: orNull(Type.String()),
  ts: Type.String({ description: 'When it ends: UTC with milliseconds, as in ISO 8601' }),
  privileges: Type.Array(Type.String(), { description: 'What it takes away' }),
  createAt: Instant,
  updateAt: Instant,
});

/** An instant as the documents write it. */
export const writeInstant = (atMs: number): string => new Date(atMs).toISOString();

/** What callers see of a rule. */
export function viewKickingRule(rule: KickingRule): object {
  return {
    id: rule.id,
    appid: rule.appId,
    uid: rule.uid ?? null,
    opid: rule.operationNumber,
    cname: rule.channel ?? null,
    ip: rule.address ?? null,
    ts: writeInstant(rule.endsAtMs),
    privileges: rule.privileges,
    createAt: writeInstant(rule.createdAtMs),
    updateAt: writeInstant(rule.updatedAtMs),
  };
}
