/**
 * Rows in the first answer of a long list, about two screens of them, which the page draws at once. A list that fills it
 * is fetched whole by the browser after paint; until then its counts come from the server, and "nothing fits" is not said.
 */
export const firstWindow = 36;

/** Cards are larger: fewer fill two screens. */
export const firstCards = 24;

/** Marks the query of a whole long list: live events refresh it when they pause, not one by one. */
export const wholeList = { wholeList: true };
