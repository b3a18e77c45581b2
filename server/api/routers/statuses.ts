import { ArchiveStatus, archiveStatus, RestoreStatus, restoreStatus, statusUse } from "@/server/statuses/archive";
import {
  CreateStatus,
  createStatus,
  OrderStatuses,
  orderStatuses,
  UpdateStatus,
  updateStatus,
} from "@/server/statuses/edit";
import { listStatuses } from "@/server/statuses/read";
import { SetTransition, setTransition } from "@/server/statuses/transitions";
import { router, teamProcedure } from "../trpc";

export const statusesRouter = router({
  list: teamProcedure.query(({ ctx }) => listStatuses(ctx)),
  use: teamProcedure.query(({ ctx }) => statusUse(ctx)),
  create: teamProcedure.input(CreateStatus).mutation(({ ctx, input }) => createStatus(ctx, input)),
  update: teamProcedure.input(UpdateStatus).mutation(({ ctx, input }) => updateStatus(ctx, input)),
  order: teamProcedure.input(OrderStatuses).mutation(({ ctx, input }) => orderStatuses(ctx, input)),
  archive: teamProcedure.input(ArchiveStatus).mutation(({ ctx, input }) => archiveStatus(ctx, input)),
  restore: teamProcedure.input(RestoreStatus).mutation(({ ctx, input }) => restoreStatus(ctx, input)),
  setTransition: teamProcedure.input(SetTransition).mutation(({ ctx, input }) => setTransition(ctx, input)),
});
