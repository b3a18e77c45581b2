import { accountRouter } from "./routers/account";
import { activityRouter } from "./routers/activity";
import { charactersRouter } from "./routers/characters";
import { clipsRouter } from "./routers/clips";
import { environmentsRouter } from "./routers/environments";
import { inboxRouter } from "./routers/inbox";
import { likenessRouter } from "./routers/likeness";
import { liveRouter } from "./routers/live";
import { masksRouter } from "./routers/masks";
import { nodesRouter } from "./routers/nodes";
import { profilesRouter } from "./routers/profiles";
import { projectsRouter } from "./routers/projects";
import { queueRouter } from "./routers/queue";
import { recipesRouter } from "./routers/recipes";
import { rendersRouter } from "./routers/renders";
import { reviewRouter } from "./routers/review";
import { scriptRouter } from "./routers/script";
import { statusesRouter } from "./routers/statuses";
import { storyboardRouter } from "./routers/storyboard";
import { tasksRouter } from "./routers/tasks";
import { teamsRouter } from "./routers/teams";
import { transferRouter } from "./routers/transfer";
import { viewsRouter } from "./routers/views";
import { router } from "./trpc";

/** The whole API of the browser, one router an area. */
export const appRouter = router({
  account: accountRouter,
  activity: activityRouter,
  characters: charactersRouter,
  clips: clipsRouter,
  environments: environmentsRouter,
  inbox: inboxRouter,
  likeness: likenessRouter,
  live: liveRouter,
  masks: masksRouter,
  nodes: nodesRouter,
  profiles: profilesRouter,
  projects: projectsRouter,
  queue: queueRouter,
  recipes: recipesRouter,
  renders: rendersRouter,
  review: reviewRouter,
  script: scriptRouter,
  statuses: statusesRouter,
  storyboard: storyboardRouter,
  tasks: tasksRouter,
  teams: teamsRouter,
  transfer: transferRouter,
  views: viewsRouter,
});

export type AppRouter = typeof appRouter;
