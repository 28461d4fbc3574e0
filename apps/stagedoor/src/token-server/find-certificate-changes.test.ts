import { fingerprintToken } from '@stagedoor/token';
import { describe, expect, it } from 'vitest';
import { APP_ID, CERTIFICATE, OTHER_CERTIFICATE } from '../../test/test-outcome.js';
import { findCertificateChanges } from './find-certificate-changes.js';

const [OLD, NEW] = [CERTIFICATE, OTHER_CERTIFICATE];

const find = (before: readonly string[], after: readonly string[]): readonly string[] => {
  const projectsOf = ([first = '', ...others]: readonly string[]) =>
    first === '' ? [] : [{ appId: APP_ID, certificates: [first, ...others] as const }];
  const names = new Map(
    [OLD, NEW].map((each) => [fingerprintToken(each), each === OLD ? 'old' : 'new']),
  );
  return findCertificateChanges(projectsOf(before), projectsOf(after)).map(
    ({ certificate, kind }) => `${names.get(certificate)} ${kind}`,
  );
};

describe('the changes of certificates', () => {
  it.each([
    ['nothing', [OLD], [OLD], []],
    ['a rotation', [OLD], [NEW, OLD], ['new signs', 'old proves']],
    ['its end', [NEW, OLD], [NEW], ['old removed']],
    ['a replacement', [OLD], [NEW], ['new signs', 'old removed']],
    ['a preparation', [OLD], [OLD, NEW], ['new proves']],
    ['a project that is new', [], [OLD], ['old signs']],
    ['a project that is gone', [OLD], [], ['old removed']],
  ])('are found: %s', (_name, before, after, changes) => {
    expect(find(before, after)).toEqual(changes);
  });
});
