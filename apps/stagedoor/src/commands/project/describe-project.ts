import { describeInstant } from '../../describe-instant.js';
import { showText } from '../../lay-out-columns.js';
import { type Cell, layOutTable } from '../../lay-out-table.js';
import type { Paint } from '../../paint.js';
import type { ShownCertificate, ShownProject } from './parse-project-result.js';

const toneOf = (state: 'enabled' | 'disabled' | 'live'): 'good' | 'bad' =>
  state === 'disabled' ? 'bad' : 'good';

function describeCertificate(shown: ShownCertificate, now: number): readonly Cell[] {
  const { slot, state, fingerprint, createdAt, certificate } = shown;
  const made = describeInstant(createdAt, now);
  const text = certificate === undefined ? [] : [{ label: '', value: certificate }];
  return [
    {
      label: `${slot} certificate`,
      value: `${state}, fingerprint ${fingerprint}, made ${made}`,
      tone: toneOf(state),
    },
    ...text,
  ];
}

/** A project as a table. `now` is Unix seconds. */
export function describeProject(
  project: ShownProject,
  now: number,
  paint: Paint,
): readonly string[] {
  const { name, id, appId, status, recordingServer, createdAt, certificates } = project;
  const server =
    recordingServer === undefined ? [] : [{ label: 'recording server', value: recordingServer }];
  const none: readonly Cell[] =
    certificates.length > 0 ? [] : [{ label: 'certificates', value: 'none', tone: 'bad' }];
  return layOutTable(
    [
      {
        heading: { label: showText(name), value: status, tone: toneOf(status) },
        cells: [
          { label: 'App ID', value: appId },
          { label: 'ID', value: id },
          { label: 'created', value: describeInstant(createdAt, now) },
          ...server,
          ...none,
          ...certificates.flatMap((each) => describeCertificate(each, now)),
        ],
      },
    ],
    paint,
  );
}

const describeCertificates = ({ certificates }: ShownProject): string =>
  certificates.map(({ slot, state }) => `${slot} ${state}`).join(', ') || 'no certificate';

/** Texts of the same length, one below the other. */
function alignColumn(texts: readonly string[]): readonly string[] {
  const width = Math.max(0, ...texts.map((text) => text.length));
  return texts.map((text) => text.padEnd(width));
}

/** Projects as a table, one line for each. */
export function describeProjects(
  projects: readonly ShownProject[],
  paint: Paint,
): readonly string[] {
  if (projects.length === 0) return ['There is no project yet: stagedoor project create <name>'];
  const certificates = alignColumn(projects.map(describeCertificates));
  const statuses = alignColumn(projects.map(({ status }) => status));
  const cells = projects.map(({ appId, id, name, status }, index): Cell => {
    const columns = [id, statuses[index], certificates[index], showText(name)];
    return {
      label: appId,
      value: columns.join('  '),
      tone: status === 'disabled' ? 'bad' : 'plain',
    };
  });
  return layOutTable([{ cells }], paint);
}
