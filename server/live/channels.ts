/** Numbered events: `team:seq`. */
export const liveChannel = "live";
/** Progress of running jobs as JSON: throttled, lost without harm. */
export const progressChannel = "progress";
/** Cursors and strokes on their way, as JSON: lost without harm. */
export const presenceChannel = "presence";
/** A team's id: it has work waiting. */
export const queueChannel = "queue";
