import { Type } from 'typebox';
import { defineOperation, type Operation } from '../../operations/operation.js';
import { createProject } from './create-project.js';
import { deleteProject } from './delete-project.js';
import { findProject } from './find-project.js';
import { listProjects } from './list-projects.js';
import type { ProjectPorts } from './project-ports.js';
import { ProjectView } from './project-view.js';
import { resetSignKey } from './reset-sign-key.js';
import { setProjectStatus } from './set-project-status.js';
import { setRecordingServer } from './set-recording-server.js';
import { switchSignKey } from './switch-sign-key.js';

const ProjectId = Type.String({ description: 'Opaque ID of the project' });

const boolean = (description: string) => Type.Optional(Type.Boolean({ description }));

const OneProject = Type.Object({ project: ProjectView });
const Projects = Type.Object({ projects: Type.Array(ProjectView) });

/** P1 to P7 and P9 of the project API. */
export const projectOperations: readonly Operation<ProjectPorts>[] = [
  defineOperation({
    id: 'list-projects',
    method: 'GET',
    path: '/dev/v1/projects',
    family: 'projects',
    access: 'read',
    summary: 'List all projects',
    source: 'RESTful API, P1',
    input: Type.Object({}),
    answers: { 200: Projects },
    answersUntilChange: true,
    run: listProjects,
  }),
  defineOperation({
    id: 'find-project',
    method: 'GET',
    path: '/dev/v1/project',
    family: 'projects',
    access: 'read',
    summary: 'Find a project by ID or name',
    source: 'RESTful API, P2',
    input: Type.Object({
      query: Type.Object({ id: Type.Optional(ProjectId), name: Type.Optional(Type.String()) }),
    }),
    answers: { 200: Projects },
    run: findProject,
  }),
  defineOperation({
    id: 'create-project',
    method: 'POST',
    path: '/dev/v1/project',
    family: 'projects',
    access: 'write',
    summary: 'Create a project',
    source: 'RESTful API, P3',
    input: Type.Object({
      body: Type.Object({
        name: Type.String({ minLength: 1, maxLength: 255, description: 'New in its organization' }),
        enable_sign_key: boolean(
          'Whether its App Certificate is in use at once; false if left out',
        ),
      }),
    }),
    answers: { 201: OneProject },
    run: createProject,
  }),
  defineOperation({
    id: 'set-project-status',
    method: 'POST',
    path: '/dev/v1/project_status',
    family: 'projects',
    access: 'write',
    summary: 'Enable or disable a project',
    source: 'RESTful API, P4',
    input: Type.Object({
      body: Type.Object({
        id: ProjectId,
        status: Type.Integer({ minimum: 0, maximum: 1, description: '1 enabled, 0 disabled' }),
      }),
    }),
    answers: { 201: OneProject },
    run: setProjectStatus,
  }),
  defineOperation({
    id: 'set-recording-server',
    method: 'POST',
    path: '/dev/v1/recording_config',
    family: 'projects',
    access: 'write',
    summary: 'Say where a project is recorded',
    source: 'RESTful API, P5',
    input: Type.Object({
      body: Type.Object({
        id: ProjectId,
        recording_server: Type.Optional(
          Type.Union([Type.String(), Type.Null()], {
            description: 'Host and port; empty for none; left out, it stays as it is',
          }),
        ),
      }),
    }),
    answers: { 201: OneProject },
    run: setRecordingServer,
  }),
  defineOperation({
    id: 'switch-sign-key',
    method: 'POST',
    path: '/dev/v1/signkey',
    family: 'projects',
    access: 'write',
    summary: 'Enable or disable the primary App Certificate',
    source: 'RESTful API, P6',
    input: Type.Object({
      body: Type.Object({ id: ProjectId, enable: boolean('True if left out') }),
    }),
    answers: { 201: OneProject },
    run: switchSignKey,
  }),
  defineOperation({
    id: 'reset-sign-key',
    method: 'POST',
    path: '/dev/v1/reset_signkey',
    family: 'projects',
    access: 'write',
    summary: 'Replace the primary App Certificate, at once',
    source: 'RESTful API, P7',
    input: Type.Object({ body: Type.Object({ id: ProjectId }) }),
    answers: { 201: OneProject },
    run: resetSignKey,
  }),
  defineOperation({
    id: 'delete-project',
    method: 'DELETE',
    path: '/dev/v1/project',
    family: 'projects',
    access: 'write',
    summary: 'Delete a project with all that belongs to it',
    source: 'RESTful API, P9',
    input: Type.Object({ body: Type.Object({ id: ProjectId }) }),
    answers: { 200: Type.Object({ success: Type.Literal(true) }) },
    run: deleteProject,
  }),
];
