import { Claim, Complete, Fail, Heartbeat, Hello, Known, Pair, Progress, Release } from "@/contract/agent-api";
import { claimWork } from "@/server/agents/claim-work";
import { finishWork } from "@/server/agents/finish-work";
import { failWork, releaseWork } from "@/server/agents/give-up";
import { hello } from "@/server/agents/hello";
import { knownResults } from "@/server/agents/known-results";
import { beat, reportProgress } from "@/server/agents/report-progress";
import { db } from "@/server/db";
import { redeemPairingCode } from "@/server/nodes/redeem-pairing-code";
import { getStorage } from "@/server/storage";
import { agentRouterOf, askingProcedure, nodeProcedure, outsideProcedure } from "../agent-trpc";

const never = new AbortController().signal;

/** All a render node ever asks of the studio. */
export const agentRouter = agentRouterOf({
  pair: outsideProcedure
    .input(Pair)
    .mutation(({ ctx, input }) => redeemPairingCode({ db: db(), storage: getStorage(), address: ctx.address }, input)),
  hello: nodeProcedure.input(Hello).mutation(({ ctx, input }) => hello(ctx, input)),
  claim: askingProcedure.input(Claim).mutation(({ ctx, input, signal }) => claimWork(ctx, input, signal ?? never)),
  heartbeat: nodeProcedure.input(Heartbeat).mutation(({ ctx, input }) => beat(ctx, input)),
  progress: nodeProcedure.input(Progress).mutation(({ ctx, input }) => reportProgress(ctx, input)),
  known: nodeProcedure.input(Known).mutation(({ ctx, input }) => knownResults(ctx, input)),
  complete: nodeProcedure.input(Complete).mutation(({ ctx, input }) => finishWork(ctx, input)),
  fail: nodeProcedure.input(Fail).mutation(({ ctx, input }) => failWork(ctx, input)),
  release: nodeProcedure.input(Release).mutation(({ ctx, input }) => releaseWork(ctx, input)),
});
