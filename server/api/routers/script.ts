import { CreateShots, createShots } from "@/server/script/create-shots";
import { ListShots, listShots } from "@/server/script/list-shots";
import { UpdateShot, updateShot } from "@/server/script/update-shot";
import { GetShot, getShot } from "@/server/storyboard/read";
import { router, teamProcedure } from "../trpc";

export const scriptRouter = router({
  shots: teamProcedure.input(ListShots).query(({ ctx, input }) => listShots(ctx, input)),
  shot: teamProcedure.input(GetShot).query(({ ctx, input }) => getShot(ctx, input)),
  createShots: teamProcedure.input(CreateShots).mutation(({ ctx, input }) => createShots(ctx, input)),
  updateShot: teamProcedure.input(UpdateShot).mutation(({ ctx, input }) => updateShot(ctx, input)),
});
