import { Type } from 'typebox';
import { defineOperation, type Operation } from '../../operations/operation.js';
import { createProject } from './create-project.js';
import { listProjects } from './list-projects.js';
import type { ProjectPorts } from './project-ports.js';
import { ProjectView } from './project-view.js';

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
    answers: { 200: Type.Object({ projects: Type.Array(ProjectView) }) },
    run: listProjects,
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
        name: Type.String({ minLength: 1, maxLength: 255 }),
        enable_sign_key: Type.Optional(Type.Boolean({ default: false })),
      }),
    }),
    answers: { 201: Type.Object({ project: ProjectView }) },
    run: createProject,
  }),
];
