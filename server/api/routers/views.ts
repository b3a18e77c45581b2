import * as lists from "@/server/views/playlists";
import * as saved from "@/server/views/saved-views";
import { router, teamProcedure } from "../trpc";

export const viewsRouter = router({
  list: teamProcedure.input(saved.ListViews).query(({ ctx, input }) => saved.listViews(ctx, input)),
  save: teamProcedure.input(saved.SaveView).mutation(({ ctx, input }) => saved.saveView(ctx, input)),
  update: teamProcedure.input(saved.UpdateView).mutation(({ ctx, input }) => saved.updateView(ctx, input)),
  remove: teamProcedure.input(saved.RemoveView).mutation(({ ctx, input }) => saved.removeView(ctx, input)),
  playlists: teamProcedure.input(lists.ListPlaylists).query(({ ctx, input }) => lists.listPlaylists(ctx, input)),
  playlist: teamProcedure.input(lists.GetPlaylist).query(({ ctx, input }) => lists.getPlaylist(ctx, input)),
  createPlaylist: teamProcedure
    .input(lists.CreatePlaylist)
    .mutation(({ ctx, input }) => lists.createPlaylist(ctx, input)),
  addToPlaylist: teamProcedure.input(lists.AddToPlaylist).mutation(({ ctx, input }) => lists.addToPlaylist(ctx, input)),
  arrangePlaylist: teamProcedure
    .input(lists.ArrangePlaylist)
    .mutation(({ ctx, input }) => lists.arrangePlaylist(ctx, input)),
  updatePlaylist: teamProcedure
    .input(lists.UpdatePlaylist)
    .mutation(({ ctx, input }) => lists.updatePlaylist(ctx, input)),
});
