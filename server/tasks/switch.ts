import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { automationIds, automations, isOn } from "@/contract/script/automations";
import { projects } from "@/db/schema";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { projectOrThrow } from "@/server/projects/access";

export const ListAutomations = z.object({ projectId: idOf("project") });

/** The automations of a project: which are on. */
export async function listAutomations(ctx: StudioContext, input: z.input<typeof ListAutomations>) {
  requireMay(ctx, "see the studio");
  const { projectId } = ListAutomations.parse(input);
  const { automationsOff } = await projectOrThrow(ctx, projectId);
  return automationIds.map((id) => ({ id, on: isOn(automationsOff, id) }));
}

export const SwitchAutomation = z.object({
  projectId: idOf("project"),
  automation: z.enum(automationIds),
  on: z.boolean(),
});

/** Switch an automation on or off for a project. It acts on what happens from now on. */
export async function switchAutomation(ctx: StudioContext, input: z.input<typeof SwitchAutomation>) {
  requireMay(ctx, "manage projects");
  const { projectId, automation, on } = SwitchAutomation.parse(input);
  return withTransaction(ctx, async (ctx) => {
    await projectOrThrow(ctx, projectId);
    const off = projects.automationsOff;
    await ctx.db
      .update(projects)
      .set({
        automationsOff: on
          ? sql`array_remove(${off}, ${automation})`
          : sql`array_append(array_remove(${off}, ${automation}), ${automation})`,
        updatedAt: sql`now()`,
        revision: sql`${projects.revision} + 1`,
      })
      .where(and(eq(projects.id, projectId), eq(projects.teamId, ctx.teamId)));
    const verb = `switched ${on ? "on" : "off"} “${automations[automation].label}”`;
    await record(ctx, { verb, topic: "project", id: projectId, projectId, data: { automation, on } });
    return { automation, on };
  });
}
