import { z } from "zod";
import { planGrid } from "@/contract/queue/grid";
import { requireMay, type StudioContext, withTransaction } from "@/server/context";
import { BadInputError } from "@/server/errors";
import { enqueuePlan } from "@/server/queue/enqueue";
import { planPass, SubmitPass } from "./submit";

const value = z.union([z.number(), z.string().max(200), z.boolean()]);
export const SubmitGrid = SubmitPass.omit({ count: true }).extend({
  /** Parameters and the values each takes; every combination is one job. The contract says how many there may be. */
  axes: z.array(z.object({ param: z.string().max(60), values: z.array(value).max(100_000) })).max(10),
});

/** Queue a pass over a version once for every combination of values: one act, one undo, each cell named by what it differs in. */
export async function submitGrid(
  ctx: StudioContext,
  input: z.input<typeof SubmitGrid>,
): Promise<{ batchId: string | null; jobs: { id: string; title: string }[] }> {
  requireMay(ctx, "queue passes");
  const { axes, ...asked } = SubmitGrid.parse(input);
  const grid = planGrid(axes);
  if ("problem" in grid) throw new BadInputError(grid.problem, "axes");
  return withTransaction(ctx, async (ctx) => {
    const [first] = grid.cells;
    const plan = await planPass(ctx, { ...asked, params: { ...asked.params, ...first?.params } });
    // One seed for all, unless the grid changes it: cells are compared, so they may differ in nothing else.
    const { seed } = plan.job(asked.params).recipe;
    const fixed = seed === null ? asked.params : { ...asked.params, seed };
    const { batchId, jobs } = await enqueuePlan(ctx, {
      ...{ title: `${plan.title} · ${grid.cells.length} variants`, kind: "grid" },
      jobs: grid.cells.map(({ params, label }) => ({ ...plan.job({ ...fixed, ...params }, label), band: 1 })),
    });
    return { batchId, jobs: jobs.map(({ id, title }) => ({ id, title })) };
  });
}
