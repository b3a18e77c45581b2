import { AssignFace, assignFace } from "@/server/likeness/assign";
import { MeasureLikeness, measureLikeness } from "@/server/likeness/measure";
import {
  LikenessDrift,
  ListLikeness,
  likenessDrift,
  listLikeness,
  VersionLikeness,
  versionLikeness,
} from "@/server/likeness/read";
import { router, teamProcedure } from "../trpc";

export const likenessRouter = router({
  version: teamProcedure.input(VersionLikeness).query(({ ctx, input }) => versionLikeness(ctx, input)),
  list: teamProcedure.input(ListLikeness).query(({ ctx, input }) => listLikeness(ctx, input)),
  drift: teamProcedure.input(LikenessDrift).query(({ ctx, input }) => likenessDrift(ctx, input)),
  measure: teamProcedure.input(MeasureLikeness).mutation(({ ctx, input }) => measureLikeness(ctx, input)),
  assign: teamProcedure.input(AssignFace).mutation(({ ctx, input }) => assignFace(ctx, input)),
});
