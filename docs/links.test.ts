/** Links between the documents lead to a page, and to a heading of it where they name one. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Made by a program, which also makes the links. */
const GENERATED = /docs.reference.(api|token|rest-auth)./;
const EXAMPLE = /^\s*```[^]*?^\s*```/gm;
const LINK = /\[[^\]]*\]\((?!\w+:)(?<path>[^)#]*)(?:#(?<anchor>[^)]*))?\)/g;

function listPages(): readonly string[] {
  const docs = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    // typedoc answers for the links of what it generates.
    .filter((path) => !/^reference.(api|token|rest-auth)./.test(path));
  const top = readdirSync(ROOT, { encoding: 'utf8' });
  return [...top.map((path) => join(ROOT, path)), ...docs.map((path) => join(ROOT, 'docs', path))]
    .filter((path) => path.endsWith('.md') && !GENERATED.test(path))
    .toSorted();
}

const readText = (page: string): string => readFileSync(page, 'utf8').replaceAll(EXAMPLE, '');

/** What a heading is called in a link: lower case, hyphens for spaces, no punctuation. */
function listAnchors(page: string): readonly string[] {
  const headings = readText(page).matchAll(/^#+ (?<heading>.*)$/gm);
  return [...headings].map(({ groups }) =>
    (groups?.['heading'] ?? '')
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
}

function findDeadLinks(page: string): readonly string[] {
  const dead: string[] = [];
  for (const { 0: link, groups } of readText(page).matchAll(LINK)) {
    const { path = '', anchor } = groups ?? {};
    const target = path === '' ? page : join(dirname(page), path);
    const isThere =
      existsSync(target) && (anchor === undefined || listAnchors(target).includes(anchor));
    if (!isThere) dead.push(link);
  }
  return dead;
}

describe('the links', () => {
  it.each(listPages().map((page) => relative(ROOT, page)))('of %s lead somewhere', (page) => {
    expect(findDeadLinks(join(ROOT, page))).toEqual([]);
  });
});
