import type { StaticDocumentSpec } from '@fastify/swagger';

/** The OpenAPI document as the page takes it, from the text that we made. */
export function parseDocument(text: string): StaticDocumentSpec['document'] {
  return JSON.parse(text) as StaticDocumentSpec['document'];
}
