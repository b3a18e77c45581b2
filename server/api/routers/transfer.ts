import { ExportShots, exportShots } from "@/server/transfer/export-shots";
import { ImportShots, importShots } from "@/server/transfer/import-shots";
import { UndoImport, undoImport } from "@/server/transfer/undo-import";
import { shotWorld, WorldOf } from "@/server/transfer/world";
import { router, teamProcedure } from "../trpc";

export const transferRouter = router({
  shotWorld: teamProcedure.input(WorldOf).query(({ ctx, input }) => shotWorld(ctx, input)),
  importShots: teamProcedure.input(ImportShots).mutation(({ ctx, input }) => importShots(ctx, input)),
  undoImport: teamProcedure.input(UndoImport).mutation(({ ctx, input }) => undoImport(ctx, input)),
  exportShots: teamProcedure.input(ExportShots).mutation(({ ctx, input }) => exportShots(ctx, input)),
});
