import type { KickingFilter } from './kicking-rule.js';

/** A filter, and the project that it is for. */
interface ProjectFilter extends KickingFilter {
  readonly appId: string;
}

/** What a rule is about, as one text that an index can find. */
export const filterKeyOf = ({ appId, uid, address, channel }: ProjectFilter): string =>
  JSON.stringify([appId, uid ?? null, address ?? null, channel ?? null]);

/** Present, or not asked for. */
const choices = <Value>(known: Value | undefined): readonly (Value | undefined)[] =>
  known === undefined ? [undefined] : [known, undefined];

/** The keys of all filters that match somebody: at most seven, however many rules there are. */
export function matchingFilterKeys(subject: ProjectFilter): readonly string[] {
  const { appId, uid, address, channel } = subject;
  const filters = choices(uid).flatMap((wantedUid) =>
    choices(address).flatMap((wantedAddress) =>
      choices(channel).map((wantedChannel) => ({
        appId,
        uid: wantedUid,
        address: wantedAddress,
        channel: wantedChannel,
      })),
    ),
  );
  // The last one asks for nothing, and no rule does.
  return filters.slice(0, -1).map(filterKeyOf);
}
