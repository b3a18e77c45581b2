import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { type Role, roles } from "@/contract/roles";
import { statusTransitions } from "@/db/schema";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { BadInputError } from "@/server/errors";
import { lockStatuses, statusOrThrow } from "./edit";
import { statusesOf, transitionsOf } from "./read";
import { StatusCode } from "./shape";

export const SetTransition = z.object({
  fromCode: StatusCode,
  toCode: StatusCode,
  /** The least role that may; `anybody`: whoever may set the target; `nobody`: not even an owner. */
  who: z.enum([...roles, "anybody", "nobody"]),
});
export type SetTransition = z.input<typeof SetTransition>;

/** Limit the way from one status to another, or open it again. The answer says who it was, for the way back. */
export async function setTransition(ctx: StudioContext, input: SetTransition) {
  requireMay(ctx, "change statuses");
  const { fromCode, toCode, who } = SetTransition.parse(input);
  if (fromCode === toCode) throw new BadInputError("A status needs no way to itself.", "toCode");
  return withTransaction(ctx, async (ctx) => {
    await lockStatuses(ctx);
    const { rows } = await statusesOf(ctx);
    const [from, to] = [statusOrThrow(rows, fromCode), statusOrThrow(rows, toCode)];
    const old = (await transitionsOf(ctx)).find((it) => it.fromCode === fromCode && it.toCode === toCode);
    const { teamId } = ctx;
    if (who === "anybody")
      await ctx.db
        .delete(statusTransitions)
        .where(
          and(
            eq(statusTransitions.teamId, teamId),
            eq(statusTransitions.fromCode, fromCode),
            eq(statusTransitions.toCode, toCode),
          ),
        );
    else {
      const role: Role | null = who === "nobody" ? null : who;
      await ctx.db
        .insert(statusTransitions)
        .values({ teamId, fromCode, toCode, role })
        .onConflictDoUpdate({
          target: [statusTransitions.teamId, statusTransitions.fromCode, statusTransitions.toCode],
          set: { role },
        });
    }
    const verb = `${who === "anybody" ? "opened" : "limited"} the way from “${from.name}” to “${to.name}”`;
    await record(ctx, { verb, topic: "status", id: fromCode, data: { toCode, who } });
    const before: SetTransition["who"] = old ? (old.role ?? "nobody") : "anybody";
    return { fromCode, toCode, before };
  });
}
