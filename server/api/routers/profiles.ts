import { AddPackageImages, addPackageImages } from "@/server/profiles/add-images";
import { AlikeImages, alikeImages } from "@/server/profiles/alike";
import { GetPackage, getPackedPackage } from "@/server/profiles/get-package";
import { HandOverDataset, handOverDataset, PreviewDataset, previewDataset } from "@/server/profiles/hand-over";
import { AutoColourImage, autoColourImage, CropPackageImage, cropPackageImage } from "@/server/profiles/import-derived";
import { CutSheet, cutSheet, GetSheet, getSheet } from "@/server/profiles/import-sheet";
import { JudgePackageImages, judgePackageImages } from "@/server/profiles/judge-images";
import { MeasurePackage, measurePackage } from "@/server/profiles/measure";
import {
  CreatePackage,
  createPackage,
  OrderPackages,
  orderPackages,
  UpdatePackage,
  updatePackage,
} from "@/server/profiles/outfits";
import { PlacePackageImages, placePackageImages } from "@/server/profiles/place-images";
import { ReadPackageFaces, readPackageFaces } from "@/server/profiles/read-faces";
import {
  RemovePackageImages,
  RestorePackageImages,
  removePackageImages,
  restorePackageImages,
} from "@/server/profiles/remove-images";
import {
  CompareRevisions,
  compareRevisions,
  ListRevisions,
  listRevisions,
  MakeRevision,
  makeRevision,
  RestoreRevision,
  restoreRevision,
} from "@/server/profiles/revisions";
import { SetPackageStatus, setPackageStatus } from "@/server/profiles/set-status";
import { SignOffPackageImage, signOffPackageImage } from "@/server/profiles/sign-off";
import { TakeBackHandOver, TakeBackRevision, takeBackHandOver, takeBackRevision } from "@/server/profiles/take-back";
import { TellPackageImages, tellPackageImages } from "@/server/profiles/tell-images";
import { router, teamProcedure } from "../trpc";

export const profilesRouter = router({
  get: teamProcedure.input(GetPackage).query(({ ctx, input }) => getPackedPackage(ctx, input)),
  alike: teamProcedure.input(AlikeImages).query(({ ctx, input }) => alikeImages(ctx, input)),
  create: teamProcedure.input(CreatePackage).mutation(({ ctx, input }) => createPackage(ctx, input)),
  update: teamProcedure.input(UpdatePackage).mutation(({ ctx, input }) => updatePackage(ctx, input)),
  order: teamProcedure.input(OrderPackages).mutation(({ ctx, input }) => orderPackages(ctx, input)),
  setStatus: teamProcedure.input(SetPackageStatus).mutation(({ ctx, input }) => setPackageStatus(ctx, input)),
  addImages: teamProcedure.input(AddPackageImages).mutation(({ ctx, input }) => addPackageImages(ctx, input)),
  place: teamProcedure.input(PlacePackageImages).mutation(({ ctx, input }) => placePackageImages(ctx, input)),
  judge: teamProcedure.input(JudgePackageImages).mutation(({ ctx, input }) => judgePackageImages(ctx, input)),
  tell: teamProcedure.input(TellPackageImages).mutation(({ ctx, input }) => tellPackageImages(ctx, input)),
  signOff: teamProcedure.input(SignOffPackageImage).mutation(({ ctx, input }) => signOffPackageImage(ctx, input)),
  remove: teamProcedure.input(RemovePackageImages).mutation(({ ctx, input }) => removePackageImages(ctx, input)),
  restore: teamProcedure.input(RestorePackageImages).mutation(({ ctx, input }) => restorePackageImages(ctx, input)),
  sheet: teamProcedure.input(GetSheet).query(({ ctx, input }) => getSheet(ctx, input)),
  cutSheet: teamProcedure.input(CutSheet).mutation(({ ctx, input }) => cutSheet(ctx, input)),
  crop: teamProcedure.input(CropPackageImage).mutation(({ ctx, input }) => cropPackageImage(ctx, input)),
  autoColour: teamProcedure.input(AutoColourImage).mutation(({ ctx, input }) => autoColourImage(ctx, input)),
  measure: teamProcedure.input(MeasurePackage).mutation(({ ctx, input }) => measurePackage(ctx, input)),
  readFaces: teamProcedure.input(ReadPackageFaces).mutation(({ ctx, input }) => readPackageFaces(ctx, input)),
  revisions: teamProcedure.input(ListRevisions).query(({ ctx, input }) => listRevisions(ctx, input)),
  compare: teamProcedure.input(CompareRevisions).query(({ ctx, input }) => compareRevisions(ctx, input)),
  makeRevision: teamProcedure.input(MakeRevision).mutation(({ ctx, input }) => makeRevision(ctx, input)),
  takeBackRevision: teamProcedure.input(TakeBackRevision).mutation(({ ctx, input }) => takeBackRevision(ctx, input)),
  restoreRevision: teamProcedure.input(RestoreRevision).mutation(({ ctx, input }) => restoreRevision(ctx, input)),
  previewDataset: teamProcedure.input(PreviewDataset).query(({ ctx, input }) => previewDataset(ctx, input)),
  handOver: teamProcedure.input(HandOverDataset).mutation(({ ctx, input }) => handOverDataset(ctx, input)),
  takeBackHandOver: teamProcedure.input(TakeBackHandOver).mutation(({ ctx, input }) => takeBackHandOver(ctx, input)),
});
