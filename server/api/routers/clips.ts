import { AddClip, addClip } from "@/server/clips/add";
import { ReadClipAgain, RemoveClip, RenameClip, readClipAgain, removeClip, renameClip } from "@/server/clips/change";
import { GetClip, getClip, ListClips, listClips } from "@/server/clips/get";
import { GrabFrames, grabFrames } from "@/server/clips/grab";
import { ListGrabs, listGrabs } from "@/server/clips/list-grabs";
import { router, teamProcedure } from "../trpc";

export const clipsRouter = router({
  list: teamProcedure.input(ListClips).query(({ ctx, input }) => listClips(ctx, input)),
  get: teamProcedure.input(GetClip).query(({ ctx, input }) => getClip(ctx, input)),
  grabs: teamProcedure.input(ListGrabs).query(({ ctx, input }) => listGrabs(ctx, input)),
  add: teamProcedure.input(AddClip).mutation(({ ctx, input }) => addClip(ctx, input)),
  rename: teamProcedure.input(RenameClip).mutation(({ ctx, input }) => renameClip(ctx, input)),
  remove: teamProcedure.input(RemoveClip).mutation(({ ctx, input }) => removeClip(ctx, input)),
  readAgain: teamProcedure.input(ReadClipAgain).mutation(({ ctx, input }) => readClipAgain(ctx, input)),
  grab: teamProcedure.input(GrabFrames).mutation(({ ctx, input }) => grabFrames(ctx, input)),
});
