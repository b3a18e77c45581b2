import { leftAt } from "@/server/account/visit";
import { AllowRough, allowRough } from "@/server/queue/allow-rough";
import { CancelJob, cancelJob } from "@/server/queue/cancel";
import { readPulse } from "@/server/queue/pulse";
import { ReadJob, ReadQueue, readJob, readQueue } from "@/server/queue/read";
import { RetryJob, retryJob } from "@/server/queue/retry";
import { TryNow, tryNow } from "@/server/queue/try-now";
import { passAvailability } from "@/server/renders/availability";
import { listFinished } from "@/server/renders/finished";
import { ListMaskResults, ListOutputs, listMaskResults, listOutputs } from "@/server/renders/outputs";
import { CancelJobs, cancelJobs, QueueShots, queueShots } from "@/server/renders/queue-shots";
import { SubmitPass, submitPass } from "@/server/renders/submit";
import { router, teamProcedure } from "../trpc";

export const rendersRouter = router({
  availability: teamProcedure.query(({ ctx }) => passAvailability(ctx)),
  submit: teamProcedure.input(SubmitPass).mutation(({ ctx, input }) => submitPass(ctx, input)),
  queueShots: teamProcedure.input(QueueShots).mutation(({ ctx, input }) => queueShots(ctx, input)),
  cancelJobs: teamProcedure.input(CancelJobs).mutation(({ ctx, input }) => cancelJobs(ctx, input)),
  queue: teamProcedure.input(ReadQueue).query(({ ctx, input }) => readQueue(ctx, input)),
  pulse: teamProcedure.query(({ ctx }) => readPulse(ctx)),
  finished: teamProcedure.query(({ ctx }) => listFinished(ctx, { since: leftAt(ctx.viewer.preferences.visit) })),
  job: teamProcedure.input(ReadJob).query(({ ctx, input }) => readJob(ctx, input)),
  outputs: teamProcedure.input(ListOutputs).query(({ ctx, input }) => listOutputs(ctx, input)),
  maskResults: teamProcedure.input(ListMaskResults).query(({ ctx, input }) => listMaskResults(ctx, input)),
  cancel: teamProcedure.input(CancelJob).mutation(({ ctx, input }) => cancelJob(ctx, input)),
  retry: teamProcedure.input(RetryJob).mutation(({ ctx, input }) => retryJob(ctx, input)),
  allowRough: teamProcedure.input(AllowRough).mutation(({ ctx, input }) => allowRough(ctx, input)),
  tryNow: teamProcedure.input(TryNow).mutation(({ ctx, input }) => tryNow(ctx, input)),
});
