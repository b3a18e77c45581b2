import { listMine, listWaiting } from "@/server/review/list-waiting";
import { AddNote, addNote, ListNotes, listNotes, ResolveNote, resolveNote } from "@/server/review/notes";
import { SetStatus, setStatus, UndoStatus, undoStatus } from "@/server/review/set-status";
import { router, teamProcedure } from "../trpc";

export const reviewRouter = router({
  waiting: teamProcedure.query(({ ctx }) => listWaiting(ctx)),
  mine: teamProcedure.query(({ ctx }) => listMine(ctx)),
  notes: teamProcedure.input(ListNotes).query(({ ctx, input }) => listNotes(ctx, input)),
  addNote: teamProcedure.input(AddNote).mutation(({ ctx, input }) => addNote(ctx, input)),
  resolveNote: teamProcedure.input(ResolveNote).mutation(({ ctx, input }) => resolveNote(ctx, input)),
  setStatus: teamProcedure.input(SetStatus).mutation(({ ctx, input }) => setStatus(ctx, input)),
  undoStatus: teamProcedure.input(UndoStatus).mutation(({ ctx, input }) => undoStatus(ctx, input)),
});
