import type { MetricsText } from '@stagedoor/platform/observability';

/** The numbers of several parts as one text. Their names must differ. */
export function joinMetrics(first: MetricsText, ...others: readonly MetricsText[]): MetricsText {
  return {
    contentType: first.contentType,
    text: async () => {
      const texts = await Promise.all([first, ...others].map((each) => each.text()));
      return texts.join('\n');
    },
  };
}
