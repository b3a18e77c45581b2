/** What the queue's page asks for: the same words in the page that prefetches and in the screen that reads. */
export const queueInput = ({ projectId, mine }: { projectId: string | undefined; mine: boolean }) => ({
  done: 50,
  fold: true,
  ...(projectId === undefined ? {} : { projectId }),
  ...(mine ? { mine: true } : {}),
});
