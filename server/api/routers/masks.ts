import { AcceptInside, acceptInside } from "@/server/masks/accept-inside";
import { AppendMaskOps, appendMaskOps, SetMaskPost, setMaskPost } from "@/server/masks/append-ops";
import { CarryLayers, CarryOffer, carryLayers, carryOffer, DropCarried, dropCarried } from "@/server/masks/carry";
import { FlattenLayers, flattenLayers } from "@/server/masks/flatten";
import { MaskHistory, maskHistory } from "@/server/masks/history";
import {
  AddLayer,
  addLayer,
  deleteLayer,
  ListLayers,
  listLayers,
  NameLayer,
  OrderLayers,
  orderLayers,
  restoreLayer,
  UpdateLayer,
  updateLayer,
} from "@/server/masks/layers";
import { MakeMannequin, makeMannequin } from "@/server/masks/mannequin";
import {
  MaskOpsAfter,
  MaskOpsBefore,
  maskOpsAfter,
  maskOpsBefore,
  OpenLayer,
  OpenMask,
  openLayer,
  openMask,
} from "@/server/masks/open";
import { Present, present } from "@/server/masks/present";
import { RasteriseMask, rasteriseMask } from "@/server/masks/rasterise";
import { DraftFromReferences, draftFromReferences } from "@/server/masks/reference-draft";
import {
  ListSnapshots,
  listSnapshots,
  MakeSnapshot,
  makeSnapshot,
  RenameSnapshot,
  RestoreSnapshot,
  renameSnapshot,
  restoreSnapshot,
} from "@/server/masks/snapshots";
import { router, teamProcedure } from "../trpc";

export const masksRouter = router({
  // A mutation: the first opening makes the document.
  open: teamProcedure.input(OpenMask).mutation(({ ctx, input }) => openMask(ctx, input)),
  openLayer: teamProcedure.input(OpenLayer).query(({ ctx, input }) => openLayer(ctx, input)),
  opsAfter: teamProcedure.input(MaskOpsAfter).query(({ ctx, input }) => maskOpsAfter(ctx, input)),
  opsBefore: teamProcedure.input(MaskOpsBefore).query(({ ctx, input }) => maskOpsBefore(ctx, input)),
  append: teamProcedure.input(AppendMaskOps).mutation(({ ctx, input }) => appendMaskOps(ctx, input)),
  setPost: teamProcedure.input(SetMaskPost).mutation(({ ctx, input }) => setMaskPost(ctx, input)),
  rasterise: teamProcedure.input(RasteriseMask).mutation(({ ctx, input }) => rasteriseMask(ctx, input)),
  history: teamProcedure.input(MaskHistory).query(({ ctx, input }) => maskHistory(ctx, input)),

  layers: teamProcedure.input(ListLayers).query(({ ctx, input }) => listLayers(ctx, input)),
  addLayer: teamProcedure.input(AddLayer).mutation(({ ctx, input }) => addLayer(ctx, input)),
  updateLayer: teamProcedure.input(UpdateLayer).mutation(({ ctx, input }) => updateLayer(ctx, input)),
  orderLayers: teamProcedure.input(OrderLayers).mutation(({ ctx, input }) => orderLayers(ctx, input)),
  deleteLayer: teamProcedure.input(NameLayer).mutation(({ ctx, input }) => deleteLayer(ctx, input)),
  restoreLayer: teamProcedure.input(NameLayer).mutation(({ ctx, input }) => restoreLayer(ctx, input)),

  carryOffer: teamProcedure.input(CarryOffer).query(({ ctx, input }) => carryOffer(ctx, input)),
  carryLayers: teamProcedure.input(CarryLayers).mutation(({ ctx, input }) => carryLayers(ctx, input)),
  dropCarried: teamProcedure.input(DropCarried).mutation(({ ctx, input }) => dropCarried(ctx, input)),
  flatten: teamProcedure.input(FlattenLayers).mutation(({ ctx, input }) => flattenLayers(ctx, input)),
  makeMannequin: teamProcedure.input(MakeMannequin).mutation(({ ctx, input }) => makeMannequin(ctx, input)),
  draftFromReferences: teamProcedure
    .input(DraftFromReferences)
    .mutation(({ ctx, input }) => draftFromReferences(ctx, input)),
  acceptInside: teamProcedure.input(AcceptInside).mutation(({ ctx, input }) => acceptInside(ctx, input)),

  snapshots: teamProcedure.input(ListSnapshots).query(({ ctx, input }) => listSnapshots(ctx, input)),
  makeSnapshot: teamProcedure.input(MakeSnapshot).mutation(({ ctx, input }) => makeSnapshot(ctx, input)),
  renameSnapshot: teamProcedure.input(RenameSnapshot).mutation(({ ctx, input }) => renameSnapshot(ctx, input)),
  restoreSnapshot: teamProcedure.input(RestoreSnapshot).mutation(({ ctx, input }) => restoreSnapshot(ctx, input)),

  /** Where a pointer is and what it draws, for the others in the room. Nothing is stored. */
  present: teamProcedure.input(Present).mutation(({ ctx, input }) => present(ctx, input)),
});
