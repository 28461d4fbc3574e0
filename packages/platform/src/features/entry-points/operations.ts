import { Type } from 'typebox';
import { defineOperation, type Operation } from '../../operations/operation.js';
import { createEntryPoint } from './create-entry-point.js';
import type { EntryPointPorts } from './entry-point-ports.js';
import { listEntryPoints } from './list-entry-points.js';
import { removeEntryPoint } from './remove-entry-point.js';

const APP_ID = Type.String({ description: 'App ID of the project' });
const NAME = Type.String({ description: '1 to 64 letters, digits, underscores and hyphens' });
const Named = Type.Object({ name: Type.String() });
const ENTRY_POINTS = '/v1/projects/{appid}/fls/entry_points';

/** Entry points: operations 8 to 10 of Media Broadcast. */
export const entryPointOperations: readonly Operation<EntryPointPorts>[] = [
  defineOperation({
    id: 'create-entry-point',
    method: 'POST',
    path: ENTRY_POINTS,
    family: 'broadcast',
    access: 'write',
    summary: 'Add an entry point',
    source: 'Media Broadcast RESTful API, operation 8',
    appIdIn: { part: 'path', name: 'appid' },
    input: Type.Object({
      path: Type.Object({ appid: APP_ID }),
      query: Type.Object({ id: NAME }),
    }),
    answers: { 201: Named },
    run: createEntryPoint,
  }),
  defineOperation({
    id: 'list-entry-points',
    method: 'GET',
    path: ENTRY_POINTS,
    family: 'broadcast',
    access: 'read',
    summary: 'List the entry points of a project',
    source: 'Media Broadcast RESTful API, operation 9',
    appIdIn: { part: 'path', name: 'appid' },
    input: Type.Object({ path: Type.Object({ appid: APP_ID }) }),
    answers: { 200: Type.Object({ entryPointList: Type.Array(Named) }) },
    run: listEntryPoints,
  }),
  defineOperation({
    id: 'remove-entry-point',
    method: 'DELETE',
    path: `${ENTRY_POINTS}/{entryPoint}`,
    family: 'broadcast',
    access: 'write',
    summary: 'Remove an entry point',
    source: 'Media Broadcast RESTful API, operation 10',
    appIdIn: { part: 'path', name: 'appid' },
    input: Type.Object({ path: Type.Object({ appid: APP_ID, entryPoint: NAME }) }),
    answers: { 200: Type.Object({}) },
    run: removeEntryPoint,
  }),
];
