import { CancelBatch, cancelBatch } from "@/server/queue/cancel-batch";
import { ReadHistory, readHistory } from "@/server/queue/history";
import { HoldJob, holdJob, letJobGo } from "@/server/queue/hold";
import { ActOnMany, actOnMany } from "@/server/queue/many";
import { MoveJob, moveJob, RaiseJob, raiseJob } from "@/server/queue/move";
import { MoveBack, MoveBatch, moveBack, moveBatch } from "@/server/queue/move-batch";
import {
  PausePerson,
  PauseQueue,
  pausePerson,
  pauseQueue,
  readSwitches,
  resumePerson,
  resumeQueue,
} from "@/server/queue/pause";
import { planTonight, Tonight } from "@/server/queue/tonight";
import { SetWeight, setWeight } from "@/server/queue/weights";
import { ReadCosts, readCosts } from "@/server/renders/costs";
import { EstimatePass, estimatePass } from "@/server/renders/estimate-pass";
import { SubmitGrid, submitGrid } from "@/server/renders/submit-grid";
import { router, teamProcedure } from "../trpc";

export const queueRouter = router({
  switches: teamProcedure.query(({ ctx }) => readSwitches(ctx)),
  pause: teamProcedure.input(PauseQueue).mutation(({ ctx, input }) => pauseQueue(ctx, input)),
  resume: teamProcedure.mutation(({ ctx }) => resumeQueue(ctx)),
  pausePerson: teamProcedure.input(PausePerson).mutation(({ ctx, input }) => pausePerson(ctx, input)),
  resumePerson: teamProcedure.input(PausePerson).mutation(({ ctx, input }) => resumePerson(ctx, input)),
  move: teamProcedure.input(MoveJob).mutation(({ ctx, input }) => moveJob(ctx, input)),
  moveBatch: teamProcedure.input(MoveBatch).mutation(({ ctx, input }) => moveBatch(ctx, input)),
  moveBack: teamProcedure.input(MoveBack).mutation(({ ctx, input }) => moveBack(ctx, input)),
  many: teamProcedure.input(ActOnMany).mutation(({ ctx, input }) => actOnMany(ctx, input)),
  history: teamProcedure.input(ReadHistory).query(({ ctx, input }) => readHistory(ctx, input)),
  raise: teamProcedure.input(RaiseJob).mutation(({ ctx, input }) => raiseJob(ctx, input)),
  hold: teamProcedure.input(HoldJob).mutation(({ ctx, input }) => holdJob(ctx, input)),
  letGo: teamProcedure.input(HoldJob).mutation(({ ctx, input }) => letJobGo(ctx, input)),
  cancelBatch: teamProcedure.input(CancelBatch).mutation(({ ctx, input }) => cancelBatch(ctx, input)),
  submitGrid: teamProcedure.input(SubmitGrid).mutation(({ ctx, input }) => submitGrid(ctx, input)),
  estimate: teamProcedure.input(EstimatePass).query(({ ctx, input }) => estimatePass(ctx, input)),
  setWeight: teamProcedure.input(SetWeight).mutation(({ ctx, input }) => setWeight(ctx, input)),
  tonight: teamProcedure.input(Tonight).query(({ ctx, input }) => planTonight(ctx, input)),
  costs: teamProcedure.input(ReadCosts).query(({ ctx, input }) => readCosts(ctx, input)),
});
