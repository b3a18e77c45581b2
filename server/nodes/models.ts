import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { modelRef } from "@/contract/engine/model-ref";
import type { StudioModel } from "@/contract/recipe/use/find-model";
import { nodes } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";

/** Every model file the team's nodes last told of, each once, with the names of the nodes that have it. By role, then by name. */
export async function listModels(ctx: StudioContext): Promise<StudioModel[]> {
  requireMay(ctx, "queue passes");
  return teamModels(ctx);
}

/** The same for verbs that have asked for permission already. */
export async function teamModels({ db, teamId }: StudioContext): Promise<StudioModel[]> {
  const rows = await db
    .select({ name: nodes.name, engine: nodes.engine })
    .from(nodes)
    .where(and(eq(nodes.teamId, teamId), isNull(nodes.revokedAt), isNotNull(nodes.engine)))
    .orderBy(nodes.name);
  const found = new Map<string, StudioModel & { nodes: string[] }>();
  for (const { name, engine } of rows)
    for (const model of engine?.models ?? []) {
      const key = `${model.role} ${modelRef(model)}`;
      const known = found.get(key);
      if (known) known.nodes.push(name);
      else found.set(key, { ...model, nodes: [name] });
    }
  return [...found.values()].sort((a, b) => order(a).localeCompare(order(b), "en"));
}

const order = ({ role, file }: StudioModel) => `${role} ${file.toLowerCase()}`;
