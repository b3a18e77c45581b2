/** The unread news Today shows: page and screen must ask the same. */
export const newsInput = { tab: "unread", limit: 4 } as const;
