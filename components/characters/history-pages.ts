const step = 50;

/** How history is asked for page by page: the page that draws it first and the browser that goes on must agree. */
export const historyInput = (characterId: string) => ({ characterId, limit: step });
export const historyPaging = {
  initialCursor: null,
  getNextPageParam: (page: readonly { id: number }[]) => (page.length < step ? undefined : page.at(-1)?.id),
};
