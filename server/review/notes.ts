import { and, asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf, newId } from "@/contract/ids";
import { longText } from "@/contract/names";
import { notes, users, versions } from "@/db/schema";
import { record, requireMay, requireUser, type StudioContext, withTransaction } from "@/server/context";
import { BadInputError, NotFoundError } from "@/server/errors";
import { frameOrThrow } from "@/server/storyboard/access";
import { tellOfNote } from "./tell-of-note";

/** A client reads and writes only what is meant for the client. */
const isClient = ({ actor }: StudioContext) => actor.kind === "user" && actor.role === "client";

export const AddNote = z.object({
  frameId: idOf("frame"),
  body: longText("The note", 5000),
  audience: z.enum(["team", "client"]).default("team"),
});
export type AddNote = z.input<typeof AddNote>;

/** A note on what the frame shows now, without touching its status. */
export async function addNote(ctx: StudioContext, input: AddNote) {
  requireMay(ctx, "comment");
  const author = requireUser(ctx);
  const { frameId, body, audience } = AddNote.parse(input);
  if (!body) throw new BadInputError("The note is empty: write what you see", "body");
  return withTransaction(ctx, async (ctx) => {
    const frame = await frameOrThrow(ctx, frameId);
    const id = newId("note");
    const heardBy = isClient(ctx) ? "client" : audience;
    const { projectId, currentVersionId: versionId } = frame;
    await ctx.db.insert(notes).values({
      id,
      teamId: ctx.teamId,
      projectId,
      frameId,
      versionId,
      authorId: author.id,
      body,
      audience: heardBy,
    });
    await tellOfNote(ctx, frame, { status: null, text: body, audience: heardBy });
    await record(ctx, { verb: "wrote a note", topic: "note", id, projectId, data: { frameId } }, [
      { topic: "frame", id: frameId, projectId },
    ]);
    return { id };
  });
}

export const ListNotes = z.object({ frameId: idOf("frame") });

/** The conversation of a frame, oldest first, each note with the version it speaks of. */
export async function listNotes(ctx: StudioContext, input: z.input<typeof ListNotes>) {
  requireMay(ctx, "see the studio");
  const { frameId } = ListNotes.parse(input);
  await frameOrThrow(ctx, frameId);
  const { id, body, status, statusBefore, audience, resolvedAt, createdAt, authorId } = notes;
  return ctx.db
    .select({
      id,
      body,
      status,
      statusBefore,
      audience,
      resolvedAt,
      createdAt,
      authorId,
      author: users.name,
      number: versions.number,
    })
    .from(notes)
    .innerJoin(users, eq(users.id, notes.authorId))
    .leftJoin(versions, eq(versions.id, notes.versionId))
    .where(
      and(
        eq(notes.teamId, ctx.teamId),
        eq(notes.frameId, frameId),
        isClient(ctx) ? eq(notes.audience, "client") : undefined,
      ),
    )
    .orderBy(asc(notes.createdAt));
}

export const ResolveNote = z.object({ noteId: idOf("note"), resolved: z.boolean().default(true) });

/** Tick a note off, or open it again. */
export async function resolveNote(ctx: StudioContext, input: z.input<typeof ResolveNote>) {
  requireMay(ctx, "add versions");
  const { noteId, resolved } = ResolveNote.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const by = ctx.actor.kind === "user" ? ctx.actor.id : null;
    const [note] = await ctx.db
      .update(notes)
      .set(resolved ? { resolvedAt: sql`now()`, resolvedBy: by } : { resolvedAt: null, resolvedBy: null })
      .where(and(eq(notes.id, noteId), eq(notes.teamId, ctx.teamId)))
      .returning();
    if (!note) throw new NotFoundError("The note");
    const verb = resolved ? "resolved a note" : "reopened a note";
    await record(ctx, { verb, topic: "note", id: noteId, projectId: note.projectId }, [
      { topic: "frame", id: note.frameId, projectId: note.projectId },
    ]);
    return { id: noteId, resolved };
  });
}
