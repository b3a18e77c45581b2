import { NodeId } from "@/server/nodes/access";
import { createPairingCode } from "@/server/nodes/create-pairing-code";
import { SetNodeProjects, SetSchedule, setNodeProjects, setSchedule } from "@/server/nodes/hours";
import { getNode, glanceAtNodes, listAttempts, listNodes } from "@/server/nodes/list";
import { PauseNode, pauseNode, resumeNode } from "@/server/nodes/pause";
import { RenameNode, renameNode } from "@/server/nodes/rename";
import { revokeNode } from "@/server/nodes/revoke";
import { router, teamProcedure } from "../trpc";

export const nodesRouter = router({
  glance: teamProcedure.query(({ ctx }) => glanceAtNodes(ctx)),
  list: teamProcedure.query(({ ctx }) => listNodes(ctx)),
  get: teamProcedure.input(NodeId).query(({ ctx, input }) => getNode(ctx, input)),
  attempts: teamProcedure.input(NodeId).query(({ ctx, input }) => listAttempts(ctx, input)),
  createPairingCode: teamProcedure.mutation(({ ctx }) => createPairingCode(ctx)),
  setSchedule: teamProcedure.input(SetSchedule).mutation(({ ctx, input }) => setSchedule(ctx, input)),
  setProjects: teamProcedure.input(SetNodeProjects).mutation(({ ctx, input }) => setNodeProjects(ctx, input)),
  rename: teamProcedure.input(RenameNode).mutation(({ ctx, input }) => renameNode(ctx, input)),
  pause: teamProcedure.input(PauseNode).mutation(({ ctx, input }) => pauseNode(ctx, input)),
  resume: teamProcedure.input(NodeId).mutation(({ ctx, input }) => resumeNode(ctx, input)),
  revoke: teamProcedure.input(NodeId).mutation(({ ctx, input }) => revokeNode(ctx, input)),
});
