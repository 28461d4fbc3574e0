import { expect, it } from 'vitest';
import { certificateOf, liveCertificates, type Project } from './project.js';

const PROJECT: Project = {
  id: '4xk2m9w7qa',
  organizationId: 'organization-1',
  appId: '3f0c9a7b1d5e48269ab0c4d2e6f81735',
  name: 'stage',
  status: 'enabled',
  recordingServer: undefined,
  certificates: [
    { slot: 'secondary', state: 'live', certificate: 'second', createdAt: 2 },
    { slot: 'primary', state: 'live', certificate: 'first', createdAt: 1 },
  ],
  createdAt: 1,
};

it('finds the certificate of a slot, whatever its state', () => {
  const [secondary, primary] = PROJECT.certificates;
  expect(certificateOf(PROJECT, 'primary')).toBe(primary);
  expect(certificateOf(PROJECT, 'secondary')).toBe(secondary);
  expect(certificateOf({ ...PROJECT, certificates: [] }, 'primary')).toBeUndefined();
});

it('gives the live certificates, the primary one first', () => {
  expect(liveCertificates(PROJECT)).toEqual(['first', 'second']);
  const disabled = PROJECT.certificates.map((each) =>
    each.slot === 'primary' ? { ...each, state: 'disabled' as const } : each,
  );
  expect(liveCertificates({ ...PROJECT, certificates: disabled })).toEqual(['second']);
  expect(liveCertificates({ ...PROJECT, certificates: [] })).toEqual([]);
});
