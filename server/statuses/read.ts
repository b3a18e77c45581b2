import { asc, eq, sql } from "drizzle-orm";
import { cssColour } from "@/contract/status-colour";
import {
  type DrawnStatus,
  type StatusRow,
  type StatusSet,
  type StatusTransition,
  statusSet,
  whyNotSet,
} from "@/contract/status-set";
import { builtInStatuses } from "@/contract/statuses";
import { statusTransitions, taskStatuses } from "@/db/schema";
import { statement } from "@/db/statement";
import { once, requireMay, type StudioContext } from "@/server/context";
import { BadInputError, StudioError } from "@/server/errors";

const team = sql.placeholder("teamId");
const selectStatuses = statement((db) =>
  db
    .select()
    .from(taskStatuses)
    .where(eq(taskStatuses.teamId, team))
    .orderBy(asc(taskStatuses.position), asc(taskStatuses.code)),
);
const { fromCode, toCode, role } = statusTransitions;
const selectTransitions = statement((db) =>
  db
    .select({ fromCode, toCode, role })
    .from(statusTransitions)
    .where(eq(statusTransitions.teamId, team))
    .orderBy(asc(fromCode), asc(toCode)),
);

const rowsOf = (ctx: StudioContext): Promise<StatusRow[]> => once(ctx, "statuses", () => readRows(ctx));
const readRows = async ({ db, teamId }: StudioContext): Promise<StatusRow[]> => {
  const rows = await selectStatuses(db, { teamId });
  return rows.map(({ teamId: _team, createdAt: _made, updatedAt: _changed, archivedAt, ...row }) => ({
    ...row,
    archived: archivedAt !== null,
  }));
};

/** The team's words, archived ones too. One small query. */
export const statusesOf = async (ctx: StudioContext): Promise<StatusSet> => statusSet(await rowsOf(ctx));

export const transitionsOf = ({ db, teamId }: StudioContext): Promise<StatusTransition[]> =>
  selectTransitions(db, { teamId });

// The colours every team begins with are tokens of the design, made by hand for each theme.
const tokens = new Set(builtInStatuses.map(({ colour }) => colour));
const drawn = new Map<string, string>();
const drawnOf = (colour: string): string => {
  const css = drawn.get(colour) ?? cssColour(colour);
  drawn.set(colour, css);
  return css;
};

/** What every screen needs to draw a status and to know which may be set. Colours are fitted here, once for all browsers. */
export async function listStatuses(ctx: StudioContext) {
  requireMay(ctx, "see the studio");
  const [rows, transitions] = await Promise.all([rowsOf(ctx), transitionsOf(ctx)]);
  const statuses = rows.map(
    (row): DrawnStatus => (tokens.has(row.colour) ? row : { ...row, drawn: drawnOf(row.colour) }),
  );
  return { statuses, transitions };
}

/** The row of a code that is about to be set; BadInputError names the codes there are. */
export const requireStatus = (set: StatusSet, code: string, field = "status"): StatusRow => {
  if (set.has(code)) return set.of(code);
  const known = set.active.map((row) => row.code).join(", ");
  throw new BadInputError(`This team has no status “${code}”. It has ${known}.`, field);
};

/**
 * Refuses a status the actor may not set: by its flags, and by the ways the team has limited. Call it for every distinct
 * `from` inside the transaction that moves the row. The system (automations, sample) may set any that exists.
 */
export const requireMaySet = (
  ctx: StudioContext,
  set: StatusSet,
  transitions: readonly StatusTransition[],
  way: { from?: string | undefined; to: string },
): StatusRow => {
  const row = requireStatus(set, way.to);
  const { actor } = ctx;
  if (actor.kind === "system") return row;
  if (actor.kind !== "user") throw new StudioError("FORBIDDEN", "Only people set statuses.");
  const why = whyNotSet(set, transitions, actor.role, way);
  if (why) throw new StudioError("FORBIDDEN", why);
  return row;
};
