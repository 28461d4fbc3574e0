/**
 * The only globals beyond ECMAScript that this package may touch. Every supported runtime has them (Node, Bun, Deno,
 * workers, browsers); anything else is a compile error, because `lib` holds ECMAScript alone.
 */
declare class TextEncoder {
  encodeInto(source: string, destination: Uint8Array): { read: number; written: number };
}
declare class TextDecoder {
  constructor(label: 'utf-8', options: { fatal: true; ignoreBOM: true });
  decode(input: Uint8Array): string;
}
declare function btoa(binary: string): string;
declare const crypto: { getRandomValues(into: Uint32Array): Uint32Array };
