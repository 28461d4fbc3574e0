import { Type } from 'typebox';
import { defineOperation, type Operation } from '../../operations/operation.js';
import { banStream } from './ban-stream.js';
import { liftBan } from './lift-ban.js';
import { listBans } from './list-bans.js';
import type { StreamBanPorts } from './stream-ban-ports.js';

const APP_ID = Type.String({ description: 'App ID of the project' });
const ENTRY_POINT = Type.String({ description: 'Name of the entry point' });
const STREAM = Type.String({ description: 'Name of the stream' });
const RESUME_TIME = Type.String({ description: 'RFC 3339, with an offset' });
const OfStream = Type.Object({ appid: APP_ID, entryPoint: ENTRY_POINT, stream: STREAM });
const BANS = '/v1/projects/{appid}/fls/entry_points/{entryPoint}/admin/banned_streams';

/** Bans of streams: operations 11 to 13 of Media Broadcast. */
export const streamBanOperations: readonly Operation<StreamBanPorts>[] = [
  defineOperation({
    id: 'ban-stream',
    method: 'PATCH',
    path: `${BANS}/{stream}`,
    family: 'broadcast',
    access: 'write',
    summary: 'Ban a stream, for seven days unless `resumeTime` says another end',
    source: 'Media Broadcast RESTful API, operation 11',
    appIdIn: { part: 'path', name: 'appid' },
    input: Type.Object({
      path: OfStream,
      body: Type.Object({ resumeTime: Type.Optional(RESUME_TIME) }),
    }),
    answers: { 200: Type.Object({}) },
    run: banStream,
  }),
  defineOperation({
    id: 'lift-stream-ban',
    method: 'DELETE',
    path: `${BANS}/{stream}`,
    family: 'broadcast',
    access: 'write',
    summary: 'Lift the ban of a stream',
    source: 'Media Broadcast RESTful API, operation 12',
    appIdIn: { part: 'path', name: 'appid' },
    input: Type.Object({ path: OfStream }),
    answers: { 200: Type.Object({}) },
    run: liftBan,
  }),
  defineOperation({
    id: 'list-stream-bans',
    method: 'GET',
    path: BANS,
    family: 'broadcast',
    access: 'read',
    summary: 'List the streams that are banned now',
    source: 'Media Broadcast RESTful API, operation 13',
    appIdIn: { part: 'path', name: 'appid' },
    input: Type.Object({ path: Type.Object({ appid: APP_ID, entryPoint: ENTRY_POINT }) }),
    answers: {
      200: Type.Object({
        bannedStreamList: Type.Array(Type.Object({ name: Type.String(), resumeTime: RESUME_TIME })),
      }),
    },
    run: listBans,
  }),
];
