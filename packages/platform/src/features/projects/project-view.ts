import { Type } from 'typebox';
import { type Caller, maySeeSecrets } from '../../domain/caller.js';
import { certificateOf, type Project } from '../../domain/project.js';

/** A project as the documents have it: rest-api.md 2. */
export const ProjectView: Type.TObject = Type.Object({
  id: Type.String({ description: 'Opaque ID of the project' }),
  name: Type.String(),
  vendor_key: Type.String({ description: 'App ID, 32 lower-case hex characters' }),
  sign_key: Type.String({
    description: 'Primary App Certificate; empty while it is disabled, and for who may only read',
  }),
  recording_server: Type.Union([Type.String(), Type.Null()]),
  status: Type.Integer({ minimum: 0, maximum: 1, description: '1 enabled, 0 disabled' }),
  created: Type.Integer({ description: 'Unix seconds' }),
});

/** What callers see of a project. */
export function viewProject(project: Project): object {
  const primary = certificateOf(project, 'primary');
  return {
    id: project.id,
    name: project.name,
    vendor_key: project.appId,
    sign_key: primary?.state === 'live' ? primary.certificate : '',
    recording_server: project.recordingServer ?? null,
    status: project.status === 'enabled' ? 1 : 0,
    created: project.createdAt,
  };
}

/** The same for who only asks: without the certificate where the caller may not see it. */
export function viewProjectFor(caller: Caller, project: Project): object {
  return { ...viewProject(project), ...(maySeeSecrets(caller) ? {} : { sign_key: '' }) };
}
