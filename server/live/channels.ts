/** Numbered events: `team:seq`. */
export const liveChannel = "live";
/** Progress of running jobs as JSON: throttled, lost without harm. */
export const progressChannel = "progress";
/** Cursors and strokes on their way, as JSON: lost without harm. */
export const presenceChannel = "presence";
/** A team's id, or `team:class,class`: it has work waiting, of these requirements. */
export const queueChannel = "queue";
/** A node's id: what decides its matches or its token changed. Told by a trigger, whoever writes the row. */
export const nodesChannel = "nodes";
