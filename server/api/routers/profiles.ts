import { AddPackageImages, addPackageImages } from "@/server/profiles/add-images";
import {
  CreatePackage,
  createPackage,
  RemovePackageImage,
  removePackageImage,
  SetSlot,
  setSlot,
} from "@/server/profiles/images";
import { MeasurePackage, measurePackage } from "@/server/profiles/measure";
import { router, teamProcedure } from "../trpc";

export const profilesRouter = router({
  create: teamProcedure.input(CreatePackage).mutation(({ ctx, input }) => createPackage(ctx, input)),
  addImages: teamProcedure.input(AddPackageImages).mutation(({ ctx, input }) => addPackageImages(ctx, input)),
  setSlot: teamProcedure.input(SetSlot).mutation(({ ctx, input }) => setSlot(ctx, input)),
  measure: teamProcedure.input(MeasurePackage).mutation(({ ctx, input }) => measurePackage(ctx, input)),
  removeImage: teamProcedure.input(RemovePackageImage).mutation(({ ctx, input }) => removePackageImage(ctx, input)),
});
