import { ListActivity, listActivity } from "@/server/activity/list";
import { Search, search } from "@/server/activity/search";
import { router, teamProcedure } from "../trpc";

export const activityRouter = router({
  list: teamProcedure.input(ListActivity).query(({ ctx, input }) => listActivity(ctx, input)),
  search: teamProcedure.input(Search).query(({ ctx, input }) => search(ctx, input)),
});
