import { AddFrame, AddVersion, addFrame, addVersion } from "@/server/storyboard/add-version";
import { BoardOf, countBoard, ListBoard, listBoard, wholeBoard } from "@/server/storyboard/board";
import {
  acceptVersion,
  chooseVersion,
  DecideVersion,
  rejectVersion,
  restoreVersion,
} from "@/server/storyboard/decide-version";
import { GetVersion, getVersion } from "@/server/storyboard/read";
import { unacceptVersion } from "@/server/storyboard/unaccept-version";
import { UpdateFrame, updateFrame } from "@/server/storyboard/update-frame";
import { router, teamProcedure } from "../trpc";

export const storyboardRouter = router({
  board: teamProcedure.input(ListBoard).query(({ ctx, input }) => listBoard(ctx, input)),
  wholeBoard: teamProcedure.input(BoardOf).query(({ ctx, input }) => wholeBoard(ctx, input)),
  boardCounts: teamProcedure.input(BoardOf).query(({ ctx, input }) => countBoard(ctx, input)),
  version: teamProcedure.input(GetVersion).query(({ ctx, input }) => getVersion(ctx, input)),
  addFrame: teamProcedure.input(AddFrame).mutation(({ ctx, input }) => addFrame(ctx, input)),
  updateFrame: teamProcedure.input(UpdateFrame).mutation(({ ctx, input }) => updateFrame(ctx, input)),
  addVersion: teamProcedure.input(AddVersion).mutation(({ ctx, input }) => addVersion(ctx, input)),
  accept: teamProcedure.input(DecideVersion).mutation(({ ctx, input }) => acceptVersion(ctx, input)),
  unaccept: teamProcedure.input(DecideVersion).mutation(({ ctx, input }) => unacceptVersion(ctx, input)),
  reject: teamProcedure.input(DecideVersion).mutation(({ ctx, input }) => rejectVersion(ctx, input)),
  restore: teamProcedure.input(DecideVersion).mutation(({ ctx, input }) => restoreVersion(ctx, input)),
  choose: teamProcedure.input(DecideVersion).mutation(({ ctx, input }) => chooseVersion(ctx, input)),
});
