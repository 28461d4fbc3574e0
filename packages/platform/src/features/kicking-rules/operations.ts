import { Type } from 'typebox';
import { defineOperation, type Operation } from '../../operations/operation.js';
import { changeKickingRule } from './change-kicking-rule.js';
import { createKickingRule } from './create-kicking-rule.js';
import { deleteKickingRule } from './delete-kicking-rule.js';
import type { KickingRulePorts } from './kicking-rule-ports.js';
import { KickingRuleView } from './kicking-rule-view.js';
import { listKickingRules } from './list-kicking-rules.js';

const PATH = '/dev/v1/kicking-rule';

const number = (description: string) =>
  Type.Optional(Type.Union([Type.Number(), Type.String(), Type.Null()], { description }));

const text = (description: string) =>
  Type.Optional(Type.Union([Type.String(), Type.Null()], { description }));

const AppId = Type.String({ description: 'App ID of the project' });
const Success = Type.Literal('success');
const RuleId = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });

const BAN_TIME = {
  time: number(
    'Minutes from now, brought into 1 to 1440; 60 if left out. 0 throws those out who are there, and bans nobody',
  ),
  time_in_seconds: number('Seconds instead, brought into 10 to 86430; wins over `time`'),
};

/** K1 to K4: who may not join or publish for some time. */
export const kickingRuleOperations: readonly Operation<KickingRulePorts>[] = [
  defineOperation({
    id: 'create-kicking-rule',
    method: 'POST',
    path: PATH,
    family: 'kicking-rules',
    access: 'write',
    summary: 'Ban users, addresses or a channel for some time',
    source: 'Channel management RESTful API, K1',
    appIdIn: { part: 'body', name: 'appid' },
    input: Type.Object({
      // Open, for the lists of PHP forms: `privileges[0]`.
      body: Type.Object(
        {
          appid: AppId,
          cname: text('Channel; empty for any'),
          uid: number('User, 1 to 4294967295; empty for any'),
          ip: Type.Optional(
            Type.Union([Type.String(), Type.Number(), Type.Null()], {
              description: 'One IPv4 or IPv6 address; empty for any',
            }),
          ),
          ...BAN_TIME,
          privileges: Type.Optional(
            Type.Union([Type.Array(Type.String()), Type.Null()], {
              description:
                'One or more of join_channel, publish_audio, publish_video; join_channel if left out',
            }),
          ),
        },
        { additionalProperties: true },
      ),
    }),
    answers: { 200: Type.Object({ status: Success, id: RuleId }) },
    run: createKickingRule,
  }),
  defineOperation({
    id: 'list-kicking-rules',
    method: 'GET',
    path: PATH,
    family: 'kicking-rules',
    access: 'read',
    summary: 'List the kicking rules that are in force',
    source: 'Channel management RESTful API, K2',
    appIdIn: { part: 'query', name: 'appid' },
    input: Type.Object({ query: Type.Object({ appid: AppId }) }),
    answers: { 200: Type.Object({ status: Success, rules: Type.Array(KickingRuleView) }) },
    run: listKickingRules,
  }),
  defineOperation({
    id: 'change-kicking-rule',
    method: 'PUT',
    path: PATH,
    family: 'kicking-rules',
    access: 'write',
    summary: 'Change when a kicking rule ends',
    source: 'Channel management RESTful API, K3',
    appIdIn: { part: 'body', name: 'appid' },
    input: Type.Object({
      body: Type.Object({ appid: AppId, id: RuleId, ...BAN_TIME }),
    }),
    answers: {
      200: Type.Object({ status: Success, result: Type.Object({ id: RuleId, ts: Type.String() }) }),
    },
    run: changeKickingRule,
  }),
  defineOperation({
    id: 'delete-kicking-rule',
    method: 'DELETE',
    path: PATH,
    family: 'kicking-rules',
    access: 'write',
    summary: 'End a kicking rule',
    source: 'Channel management RESTful API, K4',
    appIdIn: { part: 'body', name: 'appid' },
    input: Type.Object({ body: Type.Object({ appid: AppId, id: RuleId }) }),
    answers: { 200: Type.Object({ status: Success, id: RuleId }) },
    run: deleteKickingRule,
  }),
];
