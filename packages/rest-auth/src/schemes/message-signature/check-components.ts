import { CoverageInsufficientError } from '../../errors.js';
import { isDerived } from './derive-component.js';
import type { CoveredComponent } from './parse-signature-fields.js';

/** The field that stands for the body: RFC 9530, section 2. */
export const CONTENT_DIGEST = 'content-digest';

/** What must be covered, unless `@target-uri` stands for all but the first. */
export const REQUEST_COMPONENTS = ['@method', '@authority', '@path', '@query'] as const;
const TARGET_URI = '@target-uri';

function listMissing(covered: ReadonlySet<string>, hasBody: boolean): readonly string[] {
  const wanted: readonly string[] = covered.has(TARGET_URI) ? ['@method'] : REQUEST_COMPONENTS;
  return [...wanted, ...(hasBody ? [CONTENT_DIGEST] : [])].filter((name) => !covered.has(name));
}

/**
 * Throws `coverage_insufficient` unless method, URL, and the digest of a body are covered, each component once, and none
 * with parameters, which would cover only a part or another message.
 */
export function checkComponents(components: readonly CoveredComponent[], hasBody: boolean): void {
  const covered = new Set(components.map(({ name }) => name));
  if (components.some(({ hasParameters }) => hasParameters)) {
    throw new CoverageInsufficientError([], 'a covered component may not have parameters');
  }
  if (covered.size < components.length) {
    throw new CoverageInsufficientError([], 'a component is covered twice');
  }
  for (const name of covered) {
    if (!name.startsWith('@') || isDerived(name)) continue;
    throw new CoverageInsufficientError([], `${name} is not a component of requests`);
  }
  const missing = listMissing(covered, hasBody);
  if (missing.length > 0) throw new CoverageInsufficientError(missing);
}
