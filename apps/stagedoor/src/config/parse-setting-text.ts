import type { SettingForm } from './setting.js';

const WHOLE = /^\d{1,15}$/;
const SWITCHES: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

const toNumber = (text: string): unknown => (WHOLE.test(text) ? Number(text) : text);

const toList = (text: string): readonly string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

function toNumbersByName(text: string): unknown {
  const pairs = toList(text).map((item) => item.split('='));
  if (pairs.some(({ length }) => length !== 2)) return text;
  return Object.fromEntries(
    pairs.map(([name = '', number = '']) => [name.trim(), toNumber(number.trim())]),
  );
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const PARSERS: Readonly<Record<SettingForm, (text: string) => unknown>> = {
  text: (text) => text,
  number: toNumber,
  switch: (text) => SWITCHES.get(text) ?? text,
  list: toList,
  'numbers-by-name': toNumbersByName,
  json: toJson,
};

/** What the text of a flag or a variable says in this form. Text that is not of the form stays as it is. */
export function parseSettingText(text: string, form: SettingForm): unknown {
  return PARSERS[form](text.trim());
}
