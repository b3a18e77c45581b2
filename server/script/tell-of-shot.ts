import type { CellEdit } from "@/contract/script/fields";
import { grouped } from "@/contract/script/grouped";
import { mentionsOf } from "@/contract/text/mentions";
import type { StudioContext } from "@/server/context";
import { notify } from "@/server/inbox/notify";

const people = (text: string): string[] => mentionsOf(text).flatMap(({ kind, id }) => (kind === "user" ? [id] : []));

/** News of a shot given to somebody, and of whoever is named in its words for the first time. */
export async function tellOfShot(
  ctx: StudioContext,
  shot: { id: string; projectId: string },
  {
    assigneeId,
    text,
    before = "",
  }: { assigneeId?: string | null | undefined; text?: string | undefined; before?: string },
): Promise<void> {
  const about = { subjectId: shot.id, projectId: shot.projectId };
  if (assigneeId) await notify(ctx, [assigneeId], { kind: "assigned", ...about });
  if (text === undefined) return;
  const known = people(before);
  const named = people(text).filter((id) => !known.includes(id));
  await notify(ctx, named, { kind: "mention", ...about, data: { text: text.slice(0, 400) } });
}

/** The same for many cells of the table: one item a person, however many shots they were given. */
export async function tellOfShots(ctx: StudioContext, projectId: string, edits: readonly CellEdit[]): Promise<void> {
  const given = grouped(
    edits.filter(({ field, value }) => field === "assignee" && value !== ""),
    ({ value }) => value,
  );
  for (const [assigneeId, cells] of given) {
    const [first] = cells;
    if (!first) continue;
    const data = { shots: cells.length };
    await notify(ctx, [assigneeId], { kind: "assigned", subjectId: first.shotId, projectId, data });
  }
  for (const { shotId: id, field, seen: before, value: text } of edits)
    if (field === "description" && people(text).length > 0) await tellOfShot(ctx, { id, projectId }, { text, before });
}
