import { CreateProject, createProject } from "@/server/projects/create";
import { firstSteps } from "@/server/projects/first-steps";
import { GetProject, getProject, listProjects } from "@/server/projects/list";
import { UpdateProject, updateProject } from "@/server/projects/update";
import { router, teamProcedure } from "../trpc";

export const projectsRouter = router({
  firstSteps: teamProcedure.query(({ ctx }) => firstSteps(ctx)),
  list: teamProcedure.query(({ ctx }) => listProjects(ctx)),
  get: teamProcedure.input(GetProject).query(({ ctx, input }) => getProject(ctx, input)),
  create: teamProcedure
    .input(CreateProject.omit({ isSample: true }))
    .mutation(({ ctx, input }) => createProject(ctx, input)),
  update: teamProcedure.input(UpdateProject).mutation(({ ctx, input }) => updateProject(ctx, input)),
});
