import { ArchiveShots, archiveShots } from "@/server/script/archive-shots";
import { archivedShots, ShotsOfProject, shotChoices } from "@/server/script/choices";
import { CreateShots, createShots } from "@/server/script/create-shots";
import { DuplicateShots, duplicateShots } from "@/server/script/duplicate-shots";
import { EditShots, editShots } from "@/server/script/edit-shots";
import { PlaceShots, placeShots } from "@/server/script/place-shots";
import { ReadTable, readTable } from "@/server/script/read-table";
import { RenumberShots, renumberShots } from "@/server/script/renumber-shots";
import { UpdateShot, updateShot } from "@/server/script/update-shot";
import { GetShot, getShot } from "@/server/storyboard/read";
import { router, teamProcedure } from "../trpc";

export const scriptRouter = router({
  table: teamProcedure.input(ReadTable).query(({ ctx, input }) => readTable(ctx, input)),
  choices: teamProcedure.input(ShotsOfProject).query(({ ctx, input }) => shotChoices(ctx, input)),
  archivedShots: teamProcedure.input(ShotsOfProject).query(({ ctx, input }) => archivedShots(ctx, input)),
  shot: teamProcedure.input(GetShot).query(({ ctx, input }) => getShot(ctx, input)),
  createShots: teamProcedure.input(CreateShots).mutation(({ ctx, input }) => createShots(ctx, input)),
  updateShot: teamProcedure.input(UpdateShot).mutation(({ ctx, input }) => updateShot(ctx, input)),
  editShots: teamProcedure.input(EditShots).mutation(({ ctx, input }) => editShots(ctx, input)),
  renumberShots: teamProcedure.input(RenumberShots).mutation(({ ctx, input }) => renumberShots(ctx, input)),
  placeShots: teamProcedure.input(PlaceShots).mutation(({ ctx, input }) => placeShots(ctx, input)),
  archiveShots: teamProcedure.input(ArchiveShots).mutation(({ ctx, input }) => archiveShots(ctx, input)),
  duplicateShots: teamProcedure.input(DuplicateShots).mutation(({ ctx, input }) => duplicateShots(ctx, input)),
});
