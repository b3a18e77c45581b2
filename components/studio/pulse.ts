/** What rail, top bar and Today ask of the queue: the counts, and as many jobs as they show. One answer for all of them. */
export const pulse = { done: 0, lane: 3 };
