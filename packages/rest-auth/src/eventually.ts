/** A value that may still have to be waited for. Who gets it at once goes on at once. */
export type Eventually<Value> = Value | Promise<Value>;

/** Goes on with a value: at once where it is there, and else as soon as it is. What `goOn` throws rejects then. */
export function whenKnown<Value, Next>(
  value: Eventually<Value>,
  goOn: (value: Value) => Eventually<Next>,
): Eventually<Next> {
  return value instanceof Promise ? value.then(goOn) : goOn(value);
}

/** Gives what goes wrong, at once or later, to `fail`, which throws what is to be thrown for it. */
export function guard<Value>(
  begin: () => Eventually<Value>,
  fail: (error: unknown) => never,
): Eventually<Value> {
  try {
    const value = begin();
    return value instanceof Promise ? value.catch(fail) : value;
  } catch (error) {
    return fail(error);
  }
}

/**
 * Begins, and tells one of the two how that ended: at once where it can be known at once. What they throw themselves is not
 * told to the other.
 */
export function settle<Value>(
  begin: () => Eventually<Value>,
  onValue: (value: Value) => void,
  onError: (error: unknown) => void,
): void {
  let value: Eventually<Value>;
  try {
    value = begin();
  } catch (error) {
    onError(error);
    return;
  }
  if (value instanceof Promise) void value.then(onValue, onError);
  else onValue(value);
}

/** What was thrown, as an error. */
export const toError = (thrown: unknown): Error =>
  thrown instanceof Error
    ? thrown
    : new TypeError('what was thrown is no error', { cause: thrown });
