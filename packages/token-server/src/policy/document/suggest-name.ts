/** How many letters may be wrong for a name to be taken for a mistyped one; in a short name, one. */
const maxEdits = (name: string): number => (name.length < 5 ? 1 : 2);

/** How many letters must be added, removed or changed to make one text of the other. */
function countEdits(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [row, letter] of from.split('').entries()) {
    const next = [row + 1];
    for (const [column, other] of to.split('').entries()) {
      const changed = (previous[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (previous[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    previous = next;
  }
  return previous.at(-1) ?? 0;
}

const sortLetters = (text: string): string => text.split('').toSorted().join('');

/** Letters that changed places are one mistake. */
const countMistakes = (from: string, to: string): number =>
  sortLetters(from) === sortLetters(to) ? Math.min(1, countEdits(from, to)) : countEdits(from, to);

/** The name that was probably meant by a text that is none of them; undefined where none is near. */
export function suggestName(text: string, names: readonly string[]): string | undefined {
  if (text.length > 64) return undefined;
  const wanted = text.toLowerCase();
  const [nearest] = names
    .map((name) => ({ name, edits: countMistakes(wanted, name.toLowerCase()) }))
    .filter(({ name, edits }) => edits <= maxEdits(name))
    .toSorted((one, other) => one.edits - other.edits);
  return nearest?.name;
}

/** `: did you mean kind?`, or which names there are. */
export function describeChoice(text: string, names: readonly string[]): string {
  const meant = suggestName(text, names);
  return meant === undefined ? `; there is ${names.join(', ')}` : `: did you mean ${meant}?`;
}
