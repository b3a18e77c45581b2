/** A step of a plan: `after` names the steps that must have succeeded. */
type Step = { key: string; after: readonly string[] };

/** The most jobs one act of submitting may make. */
export const mostJobs = 2000;

/**
 * An order in which every step comes after those it needs, as indexes; steps that need nothing keep theirs. Or the
 * problem in words: a step twice, one that is not there, or a circle, named in full.
 */
export const orderOf = (steps: readonly Step[]): { order: number[] } | { problem: string } => {
  const index = new Map<string, number>();
  for (const [n, { key }] of steps.entries()) {
    if (index.has(key)) return { problem: `The plan has two steps called “${key}”. Give each its own name.` };
    index.set(key, n);
  }
  for (const { key, after } of steps)
    for (const parent of after)
      if (!index.has(parent)) return { problem: `“${key}” waits for “${parent}”, which is not in the plan.` };
  const order: number[] = [];
  const state = new Map<number, "open" | "done">();
  for (const start of steps.keys()) {
    // Depth first with a stack of its own: a chain of 2,000 steps must not be as deep in calls.
    const path: { at: number; next: number }[] = [];
    const enter = (at: number) => {
      state.set(at, "open");
      path.push({ at, next: 0 });
    };
    if (!state.has(start)) enter(start);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const parent = steps[top.at]?.after[top.next++];
      if (parent === undefined) {
        state.set(top.at, "done");
        order.push(top.at);
        path.pop();
        continue;
      }
      const at = index.get(parent) ?? 0;
      if (state.get(at) === "open") {
        const circle = path.slice(path.findIndex((one) => one.at === at)).map((one) => steps[one.at]?.key ?? "");
        return {
          problem: `The plan goes in a circle: ${[...circle, parent].join(" waits for ")}. Take one of these out.`,
        };
      }
      if (!state.has(at)) enter(at);
    }
  }
  return { order };
};

type Edge = { jobId: string; parentId: string; state: string; blamedOn: string | null };

/**
 * A job that had failed is tried again. Of the jobs its end took along (`taken`, parents first), which wait again, and
 * which lie still because another parent is failed or cancelled, with the job to blame from now on.
 */
export const revivals = (
  retried: string,
  taken: readonly string[],
  edges: readonly Edge[],
): { revived: string[]; blamed: { id: string; on: string }[] } => {
  const alive = new Set([retried]);
  const blame = new Map<string, string>();
  for (const id of taken) {
    const bad = edges.find(
      ({ jobId, parentId, state }) =>
        jobId === id && !alive.has(parentId) && (state === "failed" || state === "cancelled"),
    );
    if (bad) blame.set(id, blame.get(bad.parentId) ?? (bad.blamedOn === retried ? null : bad.blamedOn) ?? bad.parentId);
    else alive.add(id);
  }
  return {
    revived: taken.filter((id) => alive.has(id)),
    blamed: [...blame].map(([id, on]) => ({ id, on })),
  };
};
