import { isFollowing, SetFollow, SubjectOfFollow, setFollow } from "@/server/inbox/follow";
import { countUnread, ListInbox, listInbox, PlaceOf, placeOf } from "@/server/inbox/list";
import { MarkInbox, markInbox } from "@/server/inbox/mark";
import { Mentionables, mentionables } from "@/server/inbox/mentionables";
import { router, teamProcedure } from "../trpc";

export const inboxRouter = router({
  list: teamProcedure.input(ListInbox).query(({ ctx, input }) => listInbox(ctx, input)),
  unread: teamProcedure.query(({ ctx }) => countUnread(ctx)),
  mark: teamProcedure.input(MarkInbox).mutation(({ ctx, input }) => markInbox(ctx, input)),
  following: teamProcedure.input(SubjectOfFollow).query(({ ctx, input }) => isFollowing(ctx, input)),
  follow: teamProcedure.input(SetFollow).mutation(({ ctx, input }) => setFollow(ctx, input)),
  place: teamProcedure.input(PlaceOf).query(({ ctx, input }) => placeOf(ctx, input)),
  mentionables: teamProcedure.input(Mentionables).query(({ ctx, input }) => mentionables(ctx, input)),
});
