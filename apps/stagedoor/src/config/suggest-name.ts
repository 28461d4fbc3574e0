/** How many letters may be wrong for a name to be taken for a mistyped one. */
const MAX_DISTANCE = 2;

/** How many letters must be added, removed or changed to make one of the other. */
function countEdits(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [row, letter] of from.split('').entries()) {
    const current = [row + 1];
    for (const [column, other] of to.split('').entries()) {
      const replaced = (above[column] ?? 0) + (letter === other ? 0 : 1);
      const removed = (above[column + 1] ?? 0) + 1;
      const added = (current[column] ?? 0) + 1;
      current.push(Math.min(replaced, removed, added));
    }
    above = current;
  }
  return above[to.length] ?? 0;
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** The name that was probably meant, undefined where none is near. Letter case and separators do not count. */
export function suggestName(text: string, names: readonly string[]): string | undefined {
  const wanted = plain(text);
  const [nearest] = names
    .map((name) => ({ name, distance: countEdits(wanted, plain(name)) }))
    .filter(({ distance }) => distance <= MAX_DISTANCE)
    .toSorted((one, other) => one.distance - other.distance);
  return nearest?.name;
}
