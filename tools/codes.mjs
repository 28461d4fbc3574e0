/**
 * Error codes and their pages: each `code = '...'` of an error class has a page docs/errors/<code>.md, each page has a
 * code, and all pages have the same sections.
 */
import { isMain, reportFindings, ROOT } from './findings.mjs';
import { isSource, listFiles, readLines } from './repository-files.mjs';

const SECTIONS = ['## What happened', '## Why', '## What to do', '## On the wire'];
const CLASS_FIELD =
  /^\s*(?:(?:public|static|override|readonly)\s+)*code(?:\s*:[^=]+)?\s*=\s*'(?<code>[^']*)'/;
const SNAKE_CASE = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;
const INDEX = 'docs/errors/README.md';

/** Codes without a page, pages without a code, and pages that are not complete. */
export const checkCodes = (root) => {
  const files = listFiles(root);
  const codes = files.filter(mayDeclareCodes).flatMap((path) => readCodes(root, path));
  const pages = files.filter(isPage).map((path) => ({ path, line: 1, code: codeOfPage(path) }));
  return [
    ...codes.flatMap((declared, index) => checkCode(declared, codes.slice(0, index), pages)),
    ...pages.flatMap((page) => checkPage(root, page, codes)),
  ];
};

const mayDeclareCodes = (path) => /^(packages|apps)\/[^/]+\/src\//.test(path) && isSource(path);
const isPage = (path) => /^docs\/errors\/[^/]+\.md$/.test(path) && path !== INDEX;
const codeOfPage = (path) => path.slice('docs/errors/'.length, -'.md'.length);

const readCodes = (root, path) =>
  readLines(root, path).flatMap((text, index) => {
    const code = CLASS_FIELD.exec(text)?.groups.code;
    return code === undefined ? [] : [{ path, line: index + 1, code }];
  });

const finding = ({ path, line }, message) => ({ path, line, message });
const findCode = (list, code) => list.find((item) => item.code === code);
const packageOf = ({ path }) => path.split('/').slice(0, 2).join('/');

const checkCode = (declared, earlier, pages) => {
  const { code } = declared;
  // Two packages may mean the same by a code, and share its page.
  const twin = earlier.find(
    (item) => item.code === code && packageOf(item) === packageOf(declared),
  );
  return [
    !SNAKE_CASE.test(code) && finding(declared, `code '${code}' is not snake_case`),
    twin && finding(declared, `code '${code}' is also declared at ${twin.path}:${twin.line}`),
    !findCode(pages, code) && finding(declared, `write docs/errors/${code}.md for this code`),
  ].filter(Boolean);
};

const checkPage = (root, page, codes) => {
  const lines = withoutExamples(readLines(root, page.path));
  const titles = [`# ${page.code}`, `# \`${page.code}\``];
  return [
    !findCode(codes, page.code) && finding(page, `no class has the code '${page.code}'`),
    !titles.includes(lines[0]) && finding(page, `the first line must be '# ${page.code}'`),
    ...SECTIONS.map((section) => checkSection(page, lines, section)),
  ].filter(Boolean);
};

const checkSection = (page, lines, section) => {
  const start = lines.indexOf(section);
  if (start === -1) return finding(page, `the section '${section}' is missing`);
  const text = lines.slice(start + 1).find((line) => line.trim() !== '');
  if (text !== undefined && !text.startsWith('#')) return undefined;
  return finding({ path: page.path, line: start + 1 }, `the section '${section}' is empty`);
};

// A '#' inside a fenced example is a comment of that example; the fence itself stays, as it is text.
const withoutExamples = (lines) => {
  let isExample = false;
  return lines.map((line) => {
    if (!line.startsWith('```')) return isExample ? '' : line;
    isExample = !isExample;
    return line;
  });
};

if (isMain(import.meta.url)) reportFindings(checkCodes(ROOT));
