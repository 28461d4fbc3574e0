import { Type } from 'typebox';
import {
  type AdminAnswer,
  type AdminCall,
  type AdminCommand,
  defineAdminCommand,
} from '../../administration/admin-command.js';
import type { Project } from '../../domain/project.js';
import { viewForAdmin } from './admin-view.js';
import {
  addSecondary,
  promoteSecondary,
  removeCertificate,
  switchCertificate,
} from './certificates.js';
import { changeAsAdmin, type NamedProject, type ProjectAdminPorts } from './change-as-admin.js';
import { makeProject } from './create-project.js';
import { findNamed } from './find-named.js';
import { keepProject } from './keep-project.js';
import { parseProjectName } from './parse-project-name.js';

const ProjectName = Type.String({ description: 'ID, App ID or name of the project' });
const ShowCertificates = Type.Optional(
  Type.Boolean({ description: 'Whether to give certificates as text' }),
);
const Named = { project: ProjectName, showCertificates: ShowCertificates };
const Slot = Type.Union([Type.Literal('primary'), Type.Literal('secondary')]);
const Force = Type.Optional(
  Type.Boolean({ description: 'Whether to take the last live certificate too' }),
);

async function create({
  ports,
  input,
  organizationId,
  sources,
}: AdminCall<
  ProjectAdminPorts,
  {
    readonly name: string;
    readonly disableCertificate?: boolean;
    readonly showCertificates?: boolean;
  }
>): Promise<AdminAnswer> {
  const name = parseProjectName(input.name);
  const isCertificateLive = input.disableCertificate !== true;
  const project = makeProject(organizationId, name, { isCertificateLive, sources });
  await keepProject(project, ports.projects, Infinity);
  return {
    result: { project: viewForAdmin(project, input) },
    target: `project ${project.id}`,
    details: { name, appId: project.appId },
  };
}

async function list({
  ports,
  organizationId,
}: AdminCall<ProjectAdminPorts, object>): Promise<AdminAnswer> {
  const projects = await ports.projects.list(organizationId);
  return { result: { projects: projects.map((project) => viewForAdmin(project, {})) } };
}

async function show({
  ports,
  input,
  organizationId,
}: AdminCall<ProjectAdminPorts, NamedProject>): Promise<AdminAnswer> {
  const project = await findNamed(ports.projects, organizationId, input.project);
  return { result: { project: viewForAdmin(project, input) }, target: `project ${project.id}` };
}

const setStatus =
  (status: Project['status'], notice: string) =>
  (call: AdminCall<ProjectAdminPorts, NamedProject>): Promise<AdminAnswer> =>
    changeAsAdmin(call, (project) => ({ project: { ...project, status }, notice }));

/** What an administrator can do with projects and their certificates. */
export const projectAdminCommands: readonly AdminCommand<ProjectAdminPorts>[] = [
  defineAdminCommand({
    id: 'project.create',
    access: 'write',
    scope: 'organization',
    input: Type.Object({
      name: Type.String(),
      disableCertificate: Type.Optional(Type.Boolean()),
      showCertificates: ShowCertificates,
    }),
    run: create,
  }),
  defineAdminCommand({
    id: 'project.list',
    access: 'read',
    scope: 'organization',
    input: Type.Object({}),
    run: list,
  }),
  defineAdminCommand({
    id: 'project.show',
    access: 'read',
    scope: 'organization',
    input: Type.Object(Named),
    run: show,
  }),
  defineAdminCommand({
    id: 'project.disable',
    access: 'write',
    scope: 'organization',
    input: Type.Object(Named),
    run: setStatus('disabled', 'no token of the project is accepted from now on'),
  }),
  defineAdminCommand({
    id: 'project.enable',
    access: 'write',
    scope: 'organization',
    input: Type.Object(Named),
    run: setStatus('enabled', 'its tokens are accepted again'),
  }),
  defineAdminCommand({
    id: 'project.certificate.add',
    access: 'write',
    scope: 'organization',
    input: Type.Object(Named),
    run: (call) =>
      changeAsAdmin(call, (project, _input, sources) => ({
        project: addSecondary(project, sources),
        notice:
          'tokens of both certificates are accepted now: give the secondary one to all that verify, then sign with it',
        details: { slot: 'secondary' },
      })),
  }),
  defineAdminCommand({
    id: 'project.certificate.promote',
    access: 'write',
    scope: 'organization',
    input: Type.Object(Named),
    run: (call) =>
      changeAsAdmin(call, (project) => ({
        project: promoteSecondary(project),
        notice:
          'the two have changed places: what REST calls get as sign_key is the new primary one; tokens of the other stay ' +
          'good until it is removed',
        details: { slot: 'primary' },
      })),
  }),
  defineAdminCommand({
    id: 'project.certificate.remove',
    access: 'write',
    scope: 'organization',
    input: Type.Object({ ...Named, slot: Slot, force: Force }),
    run: (call) =>
      changeAsAdmin(call, (project, { slot, force = false }) => ({
        project: removeCertificate(project, slot, { isForced: force }),
        notice: 'tokens that are signed with it are refused from now on',
        details: { slot },
      })),
  }),
  defineAdminCommand({
    id: 'project.certificate.disable',
    access: 'write',
    scope: 'organization',
    input: Type.Object({ ...Named, slot: Slot, force: Force }),
    run: (call) =>
      changeAsAdmin(call, (project, { slot, force = false }) => ({
        project: switchCertificate(project, { slot, state: 'disabled' }, { isForced: force }),
        notice: 'tokens that are signed with it are refused until it is enabled again',
        details: { slot },
      })),
  }),
  defineAdminCommand({
    id: 'project.certificate.enable',
    access: 'write',
    scope: 'organization',
    input: Type.Object({ ...Named, slot: Slot }),
    run: (call) =>
      changeAsAdmin(call, (project, { slot }) => ({
        project: switchCertificate(project, { slot, state: 'live' }, { isForced: false }),
        notice: 'tokens that are signed with it are accepted again',
        details: { slot },
      })),
  }),
];
