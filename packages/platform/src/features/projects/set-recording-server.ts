import type { OperationAnswer, OperationCall } from '../../operations/operation.js';
import { findEnabled } from './find-reachable.js';
import { parseRecordingServer } from './parse-recording-server.js';
import type { ProjectPorts } from './project-ports.js';
import { writeChange } from './write-change.js';

/** P5: where a project is recorded. Left out, it stays as it is: a known client sends the ID alone. */
export async function setRecordingServer(
  call: OperationCall<
    ProjectPorts,
    { readonly body: { readonly id: string; readonly recording_server?: string | null } }
  >,
): Promise<OperationAnswer> {
  const { id, recording_server: given } = call.input.body;
  const wanted = given === undefined ? undefined : { server: parseRecordingServer(given) };
  const project = await findEnabled(call, id);
  const recordingServer = wanted === undefined ? project.recordingServer : wanted.server;
  return writeChange({ ...project, recordingServer }, call.ports, { recordingServer });
}
