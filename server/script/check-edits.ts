import { and, eq } from "drizzle-orm";
import { code as codeText, longText } from "@/contract/names";
import { changeRange } from "@/contract/script/change-range";
import { addDays } from "@/contract/script/days";
import { type CellEdit, longest, readCast, readPlace, readRange, textFields } from "@/contract/script/fields";
import { characters, environmentStates, environments, memberships } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { BadInputError, NotFoundError } from "@/server/errors";
import { isOneOf } from "@/server/is-one-of";
import { requireMaySet, statusesOf, transitionsOf } from "@/server/statuses/read";

/** Refuses a value that is no value of its cell, a status the actor may not set, and whatever is not of this project. */
export async function checkEdits(ctx: StudioContext, projectId: string, edits: readonly CellEdit[]): Promise<void> {
  for (const edit of edits) checkForm(edit);
  await checkStatuses(ctx, edits);
  await checkReferences(ctx, projectId, edits);
}

const isText = (field: string): field is (typeof textFields)[number] => textFields.some((text) => text === field);

function checkForm({ field, value }: CellEdit): void {
  if (isText(field)) longText(`The ${field}`, longest[field]).parse(value);
  else if (field === "code") {
    if (codeText("The shot code").parse(value) !== value)
      throw new BadInputError("A code is written in capitals, without blanks around it", "code");
  } else if (field === "range") {
    const range = readRange(value);
    const checked = range && changeRange({ frameIn: range.frameIn, frames: 1 }, "frames", range.frames);
    if (!checked) throw new BadInputError("Frames are written as first+count, like 1001+48", "range");
    if ("problem" in checked) throw new BadInputError(checked.problem, "range");
  } else if (field === "due" && value !== "") {
    const real = /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) && addDays(value, 0) === value;
    if (!real) throw new BadInputError("A day is written like 2026-11-30", "due");
  } else if (field === "cast" && readCast(value).length > 50)
    throw new BadInputError("A shot holds at most 50 characters", "cast");
}

async function checkStatuses(ctx: StudioContext, edits: readonly CellEdit[]): Promise<void> {
  // Tasks are asked for where they are written, by the same rules.
  const moves = edits.filter(({ field }) => field === "status");
  if (moves.length === 0) return;
  const [set, transitions] = await Promise.all([statusesOf(ctx), transitionsOf(ctx)]);
  for (const way of new Set(moves.map(({ seen, value }) => `${seen}\n${value}`))) {
    const [from = "", to = ""] = way.split("\n");
    requireMaySet(ctx, set, transitions, { from, to });
  }
}

async function checkReferences(ctx: StudioContext, projectId: string, edits: readonly CellEdit[]): Promise<void> {
  const valuesOf = (field: string) => edits.flatMap((edit) => (edit.field === field && edit.value ? [edit.value] : []));
  const cast = [...new Set(valuesOf("cast").flatMap(readCast))];
  const places = valuesOf("place").map(readPlace);
  const people = [...new Set(valuesOf("assignee"))];
  const environmentIds = [...new Set(places.flatMap(({ environmentId }) => environmentId ?? []))];
  const stateIds = [...new Set(places.flatMap(({ environmentStateId }) => environmentStateId ?? []))];
  const { db, teamId } = ctx;
  const [who, where, states, members] = await Promise.all([
    cast.length === 0
      ? []
      : db
          .select({ id: characters.id })
          .from(characters)
          .where(and(eq(characters.teamId, teamId), eq(characters.projectId, projectId), isOneOf(characters.id, cast))),
    environmentIds.length === 0
      ? []
      : db
          .select({ id: environments.id })
          .from(environments)
          .where(
            and(
              eq(environments.teamId, teamId),
              eq(environments.projectId, projectId),
              isOneOf(environments.id, environmentIds),
            ),
          ),
    stateIds.length === 0
      ? []
      : db
          .select({ id: environmentStates.id, environmentId: environmentStates.environmentId })
          .from(environmentStates)
          .where(and(eq(environmentStates.teamId, teamId), isOneOf(environmentStates.id, stateIds))),
    people.length === 0
      ? []
      : db
          .select({ id: memberships.userId })
          .from(memberships)
          .where(and(eq(memberships.teamId, teamId), isOneOf(memberships.userId, people))),
  ]);
  if (who.length !== cast.length) throw new NotFoundError("A character of the cast");
  if (where.length !== environmentIds.length) throw new NotFoundError("The environment");
  const placeOf = new Map(states.map(({ id, environmentId }) => [id, environmentId]));
  if (places.some((place) => place.environmentStateId && placeOf.get(place.environmentStateId) !== place.environmentId))
    throw new NotFoundError("The state of the environment");
  if (members.length !== people.length)
    throw new BadInputError("The assignee is not in this team. Invite them first.", "assignee");
}
