import { describeInstant } from '../../describe-instant.js';
import { layOutColumns, showText } from '../../lay-out-columns.js';
import { type Cell, layOutTable } from '../../lay-out-table.js';
import type { Paint } from '../../paint.js';
import type { SecretOutcome } from './give-secret.js';
import type { CredentialList, ShownCredential } from './parse-credential-result.js';

const HEADING = [
  'CUSTOMER ID',
  'ACCESS',
  'PROJECTS',
  'STATE',
  'SECRETS',
  'LAST USED (UTC)',
  'NAME',
];

const describeDate = (instant: number | null): string =>
  instant === null ? '-' : new Date(instant * 1000).toISOString().slice(0, 16).replace('T', ' ');

const describeScope = ({ appIds }: ShownCredential): string =>
  appIds === null ? 'all' : appIds.map((appId) => appId ?? '(removed)').join(', ');

function describeSecrets({ secrets }: ShownCredential): string {
  const count = secrets.length === 1 ? 'one' : 'two, rotating';
  const isWaiting = secrets.some(({ downloadedAt }) => downloadedAt === null);
  return isWaiting ? `${count}, not downloaded` : count;
}

const toRow = (credential: ShownCredential): readonly string[] => {
  const { customerId, access, appIds, state, lastUsedAt, name } = credential;
  const projects = appIds === null ? 'all' : String(appIds.length);
  const secrets = describeSecrets(credential);
  return [customerId, access, projects, state, secrets, describeDate(lastUsedAt), name];
};

/** A page of credentials as a table, one line for each. */
export function describeCredentials(
  { credentials, next }: CredentialList,
  paint: Paint,
): readonly string[] {
  if (credentials.length === 0) {
    return ['There is no customer credential here: stagedoor credential create <name> makes one.'];
  }
  const more = next === null ? [] : ['', `There are more: add --after ${next}`];
  return [...layOutColumns(HEADING, credentials.map(toRow), paint), ...more];
}

function describeSecretCells(credential: ShownCredential, now: number): readonly Cell[] {
  return credential.secrets.map(({ slot, createdAt, downloadedAt }) => ({
    label: `${slot} secret`,
    value: `made ${describeInstant(createdAt, now)}${downloadedAt === null ? ', not downloaded yet' : ''}`,
  }));
}

/** One credential as a table. `now` is Unix seconds. */
export function describeCredential(
  credential: ShownCredential,
  now: number,
  paint: Paint,
): readonly string[] {
  const { customerId, name, access, state, createdAt, lastUsedAt, disabledAt } = credential;
  const disabled =
    disabledAt === null ? [] : [{ label: 'disabled', value: describeInstant(disabledAt, now) }];
  return layOutTable(
    [
      {
        heading: {
          label: showText(name),
          value: state,
          tone: state === 'disabled' ? 'bad' : 'good',
        },
        cells: [
          { label: 'customer ID', value: customerId },
          { label: 'access', value: access },
          { label: 'projects', value: describeScope(credential) },
          { label: 'created', value: describeInstant(createdAt, now) },
          {
            label: 'last used',
            value: lastUsedAt === null ? 'never' : describeInstant(lastUsedAt, now),
          },
          ...disabled,
          ...describeSecretCells(credential, now),
        ],
      },
    ],
    paint,
  );
}

/** What was given out: the secret itself, the file that it is in, or how to get it. */
export function describeSecret(outcome: SecretOutcome, paint: Paint): readonly string[] {
  const { customerId, customerSecret, file } = outcome;
  const id: Cell = { label: 'customer ID', value: customerId };
  if (file !== undefined) {
    const written: Cell = { label: 'written to', value: showText(file) };
    return layOutTable([{ cells: [id, written] }], paint);
  }
  if (customerSecret === undefined) {
    const cells = [id, { label: 'secret', value: `stagedoor credential download ${customerId}` }];
    return layOutTable([{ cells }], paint);
  }
  return [
    ...layOutTable([{ cells: [id, { label: 'customer secret', value: customerSecret }] }], paint),
    '',
    'The secret is shown this once. Keep it where only the server that needs it can read it.',
  ];
}
