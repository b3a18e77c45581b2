/**
 * Rows in the first answer of a long list, which the page draws at once. A list that fills it is fetched whole by the
 * browser after paint; until then its counts come from the server, and "nothing fits" is not said.
 */
export const firstWindow = 120;

/** Marks the query of a whole long list: live events refresh it when they pause, not one by one. */
export const wholeList = { wholeList: true };
