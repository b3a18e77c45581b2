export const inboxTabs = { all: "All", unread: "Unread", archived: "Archived" } as const;
export type InboxTab = keyof typeof inboxTabs;

/** The tab of an address; all of it when there is none. */
export const inboxTab = (text: string): InboxTab => (text in inboxTabs ? (text as InboxTab) : "all");

/** One page of a tab: page and screen must ask the same. */
export const inboxInput = (tab: InboxTab, limit = 50) => ({ tab, limit });
