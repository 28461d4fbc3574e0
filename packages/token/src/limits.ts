/** The largest number of a field of 32 bits without a sign: uids, salts, lives, and instants up to the year 2106. */
export const MAX_UINT32 = 0xffff_ffff;
/** The seconds of 24 hours. The platform ends every token after them: section 2.3 of the format. */
export const DAY_SECONDS = 86_400;
