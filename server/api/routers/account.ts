import { listLinked, Unlink, unlink } from "@/server/account/linked";
import {
  ChangePassword,
  changePassword,
  EndSessions,
  listSessions,
  SetPreferences,
  setPreferences,
  signOut,
  UpdateProfile,
  updateProfile,
} from "@/server/account/profile";
import { CreateToken, createToken, listTokens, RevokeToken, revokeToken } from "@/server/account/tokens";
import { noteVisit } from "@/server/account/visit";
import { db } from "@/server/db";
import { publicProcedure, router, signedInProcedure, teamProcedure } from "../trpc";

export const accountRouter = router({
  viewer: publicProcedure.query(({ ctx }) => ctx.viewer),
  updateProfile: signedInProcedure
    .input(UpdateProfile)
    .mutation(({ ctx, input }) => updateProfile(db(), ctx.viewer, input)),
  changePassword: signedInProcedure
    .input(ChangePassword)
    .mutation(({ ctx, input }) => changePassword(db(), ctx.viewer, input)),
  setPreferences: signedInProcedure
    .input(SetPreferences)
    .mutation(({ ctx, input }) => setPreferences(db(), ctx.viewer, input)),
  visit: signedInProcedure.mutation(({ ctx }) => noteVisit(db(), ctx.viewer)),
  sessions: signedInProcedure.query(({ ctx }) => listSessions(db(), ctx.viewer)),
  signOut: signedInProcedure.input(EndSessions).mutation(({ ctx, input }) => signOut(db(), ctx.viewer, input)),
  tokens: teamProcedure.query(({ ctx }) => listTokens(ctx)),
  createToken: teamProcedure.input(CreateToken).mutation(({ ctx, input }) => createToken(ctx, input)),
  revokeToken: teamProcedure.input(RevokeToken).mutation(({ ctx, input }) => revokeToken(ctx, input)),
  linked: signedInProcedure.query(({ ctx }) => listLinked(db(), ctx.viewer)),
  unlink: signedInProcedure.input(Unlink).mutation(({ ctx, input }) => unlink(db(), ctx.viewer, input)),
});
