/**
 * What the examples use of the globals of Bun and Deno, for the type checker of this repository. Bun's own are in the
 * package `@types/bun`; Deno brings its own.
 */

declare const Bun: {
  serve(options: {
    readonly hostname: string;
    readonly port: number;
    readonly fetch: (request: Request) => Promise<Response>;
  }): {
    readonly port: number;
    requestIP(request: Request): { readonly address: string } | null;
  };
};

declare const Deno: {
  readonly env: { get(name: string): string | undefined; toObject(): Record<string, string> };
  serve(
    options: {
      readonly hostname: string;
      readonly port: number;
      readonly onListen: (address: { readonly port: number }) => void;
    },
    handler: (
      request: Request,
      info: { readonly remoteAddr: { readonly hostname: string } },
    ) => Promise<Response>,
  ): unknown;
};
