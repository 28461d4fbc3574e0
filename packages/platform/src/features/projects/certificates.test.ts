import { describe, expect, it } from 'vitest';
import { TestSources } from '../../../test/test-platform.js';
import { liveCertificates, type Project } from '../../domain/project.js';
import {
  addSecondary,
  promoteSecondary,
  removeCertificate,
  resetPrimary,
  switchCertificate,
} from './certificates.js';
import { makeProject } from './create-project.js';

const sources = new TestSources();
const CAREFUL = { isForced: false };
const FORCED = { isForced: true };

const one: Project = makeProject('organization-1', 'stage', { isCertificateLive: true, sources });
const two: Project = addSecondary(one, sources);
const [first = '', second = ''] = liveCertificates(two);

describe('rotating the certificates of a project', () => {
  it('has two live ones between the steps, and never none', () => {
    expect([first, second]).toEqual([
      expect.stringMatching(/^[0-9a-f]{32}$/),
      expect.stringMatching(/^[0-9a-f]{32}$/),
    ]);
    expect(first).not.toBe(second);
    const promoted = promoteSecondary(two);
    expect(liveCertificates(promoted)).toEqual([second, first]);
    expect(liveCertificates(removeCertificate(promoted, 'secondary', CAREFUL))).toEqual([second]);
  });

  it('can be gone back on after the change of places', () => {
    expect(liveCertificates(promoteSecondary(promoteSecondary(two)))).toEqual([first, second]);
  });

  it('adds no third one', () => {
    expect(() => addSecondary(two, sources)).toThrow(
      expect.objectContaining({ code: 'certificate_exists' }),
    );
  });

  it('promotes only what is there and live', () => {
    expect(() => promoteSecondary(one)).toThrow(
      expect.objectContaining({ code: 'certificate_missing' }),
    );
    const half = switchCertificate(two, { slot: 'secondary', state: 'disabled' }, CAREFUL);
    expect(() => promoteSecondary(half)).toThrow(
      expect.objectContaining({ code: 'certificate_disabled' }),
    );
  });
});

describe('taking certificates away', () => {
  it('keeps the primary one while another could take its place', () => {
    expect(() => removeCertificate(two, 'primary', FORCED)).toThrow(
      expect.objectContaining({ code: 'primary_certificate_in_use' }),
    );
  });

  it('removes or disables the last live one only when it is forced', () => {
    const half = switchCertificate(two, { slot: 'primary', state: 'disabled' }, CAREFUL);
    const attempts = [
      (force: typeof CAREFUL) => removeCertificate(one, 'primary', force),
      (force: typeof CAREFUL) =>
        switchCertificate(one, { slot: 'primary', state: 'disabled' }, force),
      (force: typeof CAREFUL) => removeCertificate(half, 'secondary', force),
    ];
    for (const attempt of attempts) {
      expect(() => attempt(CAREFUL)).toThrow(
        expect.objectContaining({ code: 'last_live_certificate' }),
      );
      expect(liveCertificates(attempt(FORCED))).toEqual([]);
    }
  });

  it('asks for no force where nothing live is lost', () => {
    const off = switchCertificate(one, { slot: 'primary', state: 'disabled' }, FORCED);
    expect(removeCertificate(off, 'primary', CAREFUL).certificates).toEqual([]);
  });

  it('gives the same text back when it is enabled again', () => {
    const off = switchCertificate(one, { slot: 'primary', state: 'disabled' }, FORCED);
    const on = switchCertificate(off, { slot: 'primary', state: 'live' }, CAREFUL);
    expect(liveCertificates(on)).toEqual([first]);
  });

  it('names the place that is empty', () => {
    expect(() => removeCertificate(one, 'secondary', FORCED)).toThrow(
      'the project has no secondary certificate',
    );
  });
});

it('resets the primary one to another text, live, and leaves the secondary one', () => {
  const off = switchCertificate(two, { slot: 'primary', state: 'disabled' }, CAREFUL);
  const [primary, secondary] = liveCertificates(resetPrimary(off, sources));
  expect(primary).toMatch(/^[0-9a-f]{32}$/);
  expect([first, second]).not.toContain(primary);
  expect(secondary).toBe(second);
});
