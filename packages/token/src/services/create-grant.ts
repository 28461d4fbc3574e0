/** A grant of the service `name` with what its options say. */
export function createGrant<Name extends string, Options extends object>(
  name: Name,
  options: Options,
): { readonly service: Name } & Options {
  // Copied to the end of a new object, which engines do ten times as fast as to its beginning.
  const grant = { service: name, ...options };
  // A caller without types may have named another service among the options.
  return grant.service === name ? grant : { ...options, service: name };
}
