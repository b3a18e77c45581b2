import { AppendMaskOps, appendMaskOps, SetMaskPost, setMaskPost } from "@/server/masks/append-ops";
import { MaskOpsAfter, maskOpsAfter, OpenMask, openMask } from "@/server/masks/open";
import { RasteriseMask, rasteriseMask } from "@/server/masks/rasterise";
import { router, teamProcedure } from "../trpc";

export const masksRouter = router({
  // A mutation: the first opening makes the document.
  open: teamProcedure.input(OpenMask).mutation(({ ctx, input }) => openMask(ctx, input)),
  opsAfter: teamProcedure.input(MaskOpsAfter).query(({ ctx, input }) => maskOpsAfter(ctx, input)),
  append: teamProcedure.input(AppendMaskOps).mutation(({ ctx, input }) => appendMaskOps(ctx, input)),
  setPost: teamProcedure.input(SetMaskPost).mutation(({ ctx, input }) => setMaskPost(ctx, input)),
  rasterise: teamProcedure.input(RasteriseMask).mutation(({ ctx, input }) => rasteriseMask(ctx, input)),
});
