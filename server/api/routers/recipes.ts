import { listModels } from "@/server/nodes/models";
import { ReadAgain, RunAgain, readAgain, runAgain } from "@/server/recipes/again";
import { FindInputs, findInputs } from "@/server/recipes/find-inputs";
import { listForms } from "@/server/recipes/forms";
import {
  ArchivePreset,
  archivePreset,
  CreatePreset,
  createPreset,
  ListPresets,
  listPresets,
  UpdatePreset,
  updatePreset,
} from "@/server/recipes/presets";
import { router, teamProcedure } from "../trpc";

export const recipesRouter = router({
  forms: teamProcedure.query(({ ctx }) => listForms(ctx)),
  models: teamProcedure.query(({ ctx }) => listModels(ctx)),
  readAgain: teamProcedure.input(ReadAgain).query(({ ctx, input }) => readAgain(ctx, input)),
  runAgain: teamProcedure.input(RunAgain).mutation(({ ctx, input }) => runAgain(ctx, input)),
  findInputs: teamProcedure.input(FindInputs).query(({ ctx, input }) => findInputs(ctx, input)),
  presets: teamProcedure.input(ListPresets).query(({ ctx, input }) => listPresets(ctx, input)),
  createPreset: teamProcedure.input(CreatePreset).mutation(({ ctx, input }) => createPreset(ctx, input)),
  updatePreset: teamProcedure.input(UpdatePreset).mutation(({ ctx, input }) => updatePreset(ctx, input)),
  archivePreset: teamProcedure.input(ArchivePreset).mutation(({ ctx, input }) => archivePreset(ctx, input)),
});
