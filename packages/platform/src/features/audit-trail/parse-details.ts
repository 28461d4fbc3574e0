/** The details of an event as a value; the text itself where somebody changed it into no JSON. */
export function parseDetails(details: string | null): unknown {
  if (details === null) return null;
  try {
    return JSON.parse(details) as unknown;
  } catch {
    return details;
  }
}
