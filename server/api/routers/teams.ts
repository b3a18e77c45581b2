import { clientAddress } from "@/server/auth/client-address";
import { db } from "@/server/db";
import { AcceptInvite, acceptInvite, readInvitation } from "@/server/teams/accept-invite";
import { Invite, invite, listInvitations, RevokeInvitation, revokeInvitation } from "@/server/teams/invite";
import {
  listMembers,
  RemoveMember,
  RenameTeam,
  removeMember,
  renameTeam,
  SetRole,
  setRole,
} from "@/server/teams/members";
import { hasOwner, lookAround, SetUp, setUp } from "@/server/teams/set-up";
import { Token } from "../inputs";
import { isFromThisMachine } from "../request-facts";
import { publicProcedure, router, teamProcedure } from "../trpc";

export const teamsRouter = router({
  hasOwner: publicProcedure.query(() => hasOwner(db())),
  setUp: publicProcedure.input(SetUp).mutation(({ input }) => setUp(db(), input)),
  lookAround: publicProcedure
    .input(Token)
    .mutation(({ ctx, input }) => lookAround(db(), input, isFromThisMachine(ctx.headers))),
  invitation: publicProcedure
    .input(Token)
    .query(({ ctx, input }) => readInvitation(db(), input, clientAddress(ctx.headers))),
  acceptInvite: publicProcedure
    .input(AcceptInvite)
    .mutation(({ ctx, input }) => acceptInvite(db(), input, ctx.viewer?.userId ?? null, clientAddress(ctx.headers))),
  members: teamProcedure.query(({ ctx }) => listMembers(ctx)),
  invitations: teamProcedure.query(({ ctx }) => listInvitations(ctx)),
  invite: teamProcedure.input(Invite).mutation(({ ctx, input }) => invite(ctx, input)),
  revokeInvitation: teamProcedure.input(RevokeInvitation).mutation(({ ctx, input }) => revokeInvitation(ctx, input)),
  setRole: teamProcedure.input(SetRole).mutation(({ ctx, input }) => setRole(ctx, input)),
  removeMember: teamProcedure.input(RemoveMember).mutation(({ ctx, input }) => removeMember(ctx, input)),
  rename: teamProcedure.input(RenameTeam).mutation(({ ctx, input }) => renameTeam(ctx, input)),
});
