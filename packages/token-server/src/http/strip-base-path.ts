/**
 * The target below a base path: `/agora/v1/token?x` below `/agora` is `/v1/token?x`. One that is not below it is empty,
 * which no route is.
 */
export function stripBasePath(target: string, basePath: string): string {
  const base = basePath.endsWith('/') ? basePath.slice(0, -1) : basePath;
  if (base === '') return target;
  if (!target.startsWith(base)) return '';
  const rest = target.slice(base.length);
  return rest.startsWith('/') ? rest : '';
}
