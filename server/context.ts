import type { Topic } from "@/contract/events";
import { type Action, actions, can, type Role } from "@/contract/roles";
import type { Db, Tx } from "@/db/client";
import { activity } from "@/db/schema";
import { ForbiddenError, StudioError } from "./errors";
import { type Announcement, publish } from "./live/publish";
import type { Storage } from "./storage/storage";

export type Actor =
  | { kind: "user"; id: string; name: string; role: Role }
  | { kind: "node"; id: string; name: string }
  | { kind: "system"; id: "system"; name: string };

/** The only door of a verb to the outside. Every query names `teamId`. */
export type StudioContext = {
  db: Db | Tx;
  actor: Actor;
  teamId: string;
  storage: Storage;
  /** Set inside a transaction: what will be announced when it commits. */
  announcements?: Announcement[];
  /** Set for requests that only read: what they have read already. */
  kept?: Map<string, Promise<unknown>>;
};

/** Reads what several verbs of one page ask for once a request. A transaction, and whatever writes, reads anew. */
export const once = <T>(ctx: StudioContext, key: string, read: () => Promise<T>): Promise<T> => {
  const { kept, announcements } = ctx;
  if (!kept || announcements) return read();
  const known = (kept.get(key) as Promise<T> | undefined) ?? read();
  kept.set(key, known);
  return known;
};

/** Refuses unless the actor's role holds the action. The system (setup, sample project) may; a node may nothing here. */
export const requireMay = ({ actor }: StudioContext, action: Action): void => {
  if (actor.kind === "system" || (actor.kind === "user" && can(actor.role, action))) return;
  throw new ForbiddenError(action, `A ${actions[action]}`);
};

/** The person who acts, for rows that need an author. */
export const requireUser = ({ actor }: StudioContext): { id: string; name: string; role: Role } => {
  if (actor.kind !== "user") throw new StudioError("UNAUTHORIZED", "Sign in to do this.");
  return actor;
};

/** One transaction for a verb and the verbs it calls; its events go out, numbered, as its last statement. */
export const withTransaction = async <T>(
  ctx: StudioContext,
  work: (ctx: StudioContext & { db: Tx }) => Promise<T>,
): Promise<T> => {
  // Already inside one: a verb called by a verb shares its fate.
  if (ctx.announcements) return work(ctx as StudioContext & { db: Tx });
  return ctx.db.transaction(async (db) => {
    const announcements: Announcement[] = [];
    const result = await work({ ...ctx, db, announcements });
    await publish(db, ctx.teamId, announcements);
    return result;
  });
};

type Deed = { verb: string; topic: Topic; id: string; projectId?: string | null; data?: Record<string, unknown> };

/** Write the activity row of a deed and announce what it touched (and `also`). Only inside withTransaction. */
export const record = async (ctx: StudioContext, deed: Deed, also: readonly Announcement[] = []): Promise<void> => {
  const projectId = deed.projectId ?? null;
  await ctx.db.insert(activity).values({
    teamId: ctx.teamId,
    projectId,
    actorKind: ctx.actor.kind,
    actorId: ctx.actor.id,
    verb: deed.verb,
    subject: deed.topic,
    subjectId: deed.id,
    data: deed.data ?? {},
  });
  announce(ctx, { topic: deed.topic, id: deed.id, projectId }, ...also);
};

/** Announce without an activity row: a change nobody would look up later. */
export const announce = (ctx: StudioContext, ...events: Announcement[]): void => {
  if (!ctx.announcements) throw new Error("announce() belongs inside withTransaction()");
  ctx.announcements.push(...events);
};
