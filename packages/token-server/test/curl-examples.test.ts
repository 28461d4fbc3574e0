/** The pages about routes: each of their requests is sent, and what the page shows is what comes back. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RecordingServer, type SentRequest } from './recording-server.js';

const DOCS = new URL('../../../docs/', import.meta.url);
const PAGES = [
  'guide/token-routes.md',
  'errors/invalid_json.md',
  'errors/missing_field.md',
  'errors/repeated_field.md',
  'errors/unknown_field.md',
  'errors/unknown_role.md',
  'errors/unknown_token_type.md',
  'errors/unsupported_media_type.md',
  'errors/wrong_field_type.md',
];
const ADDRESS = /localhost:8082(?<target>[^\s"]*)/;
const BODY = /-d '(?<body>[^']*)'/;
const CONTENT_TYPE = /-H 'Content-Type: (?<type>[^']*)'/;

interface Example {
  readonly command: string;
  readonly shown: string;
}

/** Commands, each with the line after it; a command goes on where its line ends in a backslash. */
function readExamples(page: string): readonly Example[] {
  const lines = page.replaceAll(/\\\n\s*/g, '').split('\n');
  return lines.flatMap((line, index) =>
    line.startsWith('$ curl ') ? [{ command: line, shown: lines[index + 1] ?? '' }] : [],
  );
}

function toRequest(command: string): SentRequest {
  const target = ADDRESS.exec(command)?.groups?.['target'] ?? '';
  const body = BODY.exec(command)?.groups?.['body'];
  const type = CONTENT_TYPE.exec(command)?.groups?.['type'];
  return {
    method: body === undefined ? 'GET' : 'POST',
    target,
    body,
    headers: type === undefined ? {} : { 'content-type': type },
  };
}

/** What is shown; an omission stands for anything. */
function toPattern(shown: string): RegExp {
  const parts = shown
    .split('…')
    .map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`);
}

const server = new RecordingServer();

describe.each(PAGES)('the page %s', (page) => {
  const examples = readExamples(readFileSync(new URL(page, DOCS), 'utf8'));

  it('has requests', () => {
    expect(examples).not.toHaveLength(0);
  });

  it.each(examples)('is right about $command', async ({ command, shown }) => {
    expect((await server.send(toRequest(command))).text).toMatch(toPattern(shown));
  });
});
