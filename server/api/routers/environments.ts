import { CreateEnvironment, createEnvironment } from "@/server/environments/create";
import { GetEnvironment, getEnvironment } from "@/server/environments/get";
import {
  AddEnvironmentImages,
  addEnvironmentImages,
  UpdateEnvironmentImage,
  updateEnvironmentImage,
} from "@/server/environments/images";
import { ListEnvironments, listEnvironments } from "@/server/environments/list";
import { UpdateEnvironment, updateEnvironment } from "@/server/environments/update";
import { router, teamProcedure } from "../trpc";

export const environmentsRouter = router({
  list: teamProcedure.input(ListEnvironments).query(({ ctx, input }) => listEnvironments(ctx, input)),
  get: teamProcedure.input(GetEnvironment).query(({ ctx, input }) => getEnvironment(ctx, input)),
  create: teamProcedure.input(CreateEnvironment).mutation(({ ctx, input }) => createEnvironment(ctx, input)),
  update: teamProcedure.input(UpdateEnvironment).mutation(({ ctx, input }) => updateEnvironment(ctx, input)),
  addImages: teamProcedure.input(AddEnvironmentImages).mutation(({ ctx, input }) => addEnvironmentImages(ctx, input)),
  updateImage: teamProcedure
    .input(UpdateEnvironmentImage)
    .mutation(({ ctx, input }) => updateEnvironmentImage(ctx, input)),
});
