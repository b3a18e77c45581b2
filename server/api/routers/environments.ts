import { CreateEnvironment, createEnvironment } from "@/server/environments/create";
import { InvertDepth, invertDepth, TurnPanorama, turnPanorama } from "@/server/environments/derive";
import { GetEnvironment, getEnvironment } from "@/server/environments/get";
import {
  AddEnvironmentImages,
  addEnvironmentImages,
  UpdateEnvironmentImage,
  updateEnvironmentImage,
} from "@/server/environments/images";
import { ListEnvironments, listEnvironments } from "@/server/environments/list";
import { AddState, addState, OrderStates, orderStates, UpdateState, updateState } from "@/server/environments/states";
import { UpdateEnvironment, updateEnvironment } from "@/server/environments/update";
import { VersionsInPlace, versionsInPlace } from "@/server/environments/versions";
import { router, teamProcedure } from "../trpc";

export const environmentsRouter = router({
  list: teamProcedure.input(ListEnvironments).query(({ ctx, input }) => listEnvironments(ctx, input)),
  get: teamProcedure.input(GetEnvironment).query(({ ctx, input }) => getEnvironment(ctx, input)),
  versions: teamProcedure.input(VersionsInPlace).query(({ ctx, input }) => versionsInPlace(ctx, input)),
  create: teamProcedure.input(CreateEnvironment).mutation(({ ctx, input }) => createEnvironment(ctx, input)),
  update: teamProcedure.input(UpdateEnvironment).mutation(({ ctx, input }) => updateEnvironment(ctx, input)),
  addImages: teamProcedure.input(AddEnvironmentImages).mutation(({ ctx, input }) => addEnvironmentImages(ctx, input)),
  updateImage: teamProcedure
    .input(UpdateEnvironmentImage)
    .mutation(({ ctx, input }) => updateEnvironmentImage(ctx, input)),
  invertDepth: teamProcedure.input(InvertDepth).mutation(({ ctx, input }) => invertDepth(ctx, input)),
  turnPanorama: teamProcedure.input(TurnPanorama).mutation(({ ctx, input }) => turnPanorama(ctx, input)),
  addState: teamProcedure.input(AddState).mutation(({ ctx, input }) => addState(ctx, input)),
  updateState: teamProcedure.input(UpdateState).mutation(({ ctx, input }) => updateState(ctx, input)),
  orderStates: teamProcedure.input(OrderStates).mutation(({ ctx, input }) => orderStates(ctx, input)),
});
