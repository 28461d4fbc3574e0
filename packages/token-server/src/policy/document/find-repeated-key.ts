const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/gy;
const OTHER = /[^"{}[\],:]+/y;

/** An object that is open, with its keys so far; of a list there are none. */
interface Level {
  readonly keys: Set<string>;
  readonly isObject: boolean;
  /** Whether a text that comes now is a key. */
  awaitsKey: boolean;
}

const parseKey = (text: string): string => String(JSON.parse(text));

/** Goes on by one token. Returns the key that is there twice. */
function step(levels: Level[], token: string): string | undefined {
  const level = levels.at(-1);
  if (token === '{' || token === '[') {
    levels.push({ keys: new Set(), isObject: token === '{', awaitsKey: token === '{' });
  } else if (token === '}' || token === ']') levels.pop();
  else if (level === undefined) return undefined;
  else if (token === ',') level.awaitsKey = level.isObject;
  else if (level.awaitsKey) {
    level.awaitsKey = false;
    const key = parseKey(token);
    if (level.keys.has(key)) return key;
    level.keys.add(key);
  }
  return undefined;
}

/** A key that an object of a JSON text has twice: JSON.parse leaves the first one out without a word. */
export function findRepeatedKey(json: string): string | undefined {
  const levels: Level[] = [];
  let index = 0;
  while (index < json.length) {
    const pattern = json[index] === '"' || '{}[],:'.includes(json.charAt(index)) ? TOKEN : OTHER;
    pattern.lastIndex = index;
    const [token] = pattern.exec(json) ?? [];
    if (token === undefined) return undefined;
    index += token.length;
    const repeated = pattern === TOKEN ? step(levels, token) : undefined;
    if (repeated !== undefined) return repeated;
  }
  return undefined;
}
