import { ListTasks, listMyTasks, listTasks } from "@/server/tasks/list";
import { SetTasks, setTasks } from "@/server/tasks/set";
import { ListAutomations, listAutomations, SwitchAutomation, switchAutomation } from "@/server/tasks/switch";
import { UndoTasks, undoTasks } from "@/server/tasks/undo";
import { router, teamProcedure } from "../trpc";

export const tasksRouter = router({
  list: teamProcedure.input(ListTasks).query(({ ctx, input }) => listTasks(ctx, input)),
  mine: teamProcedure.query(({ ctx }) => listMyTasks(ctx)),
  set: teamProcedure.input(SetTasks).mutation(({ ctx, input }) => setTasks(ctx, input)),
  undo: teamProcedure.input(UndoTasks).mutation(({ ctx, input }) => undoTasks(ctx, input)),
  automations: teamProcedure.input(ListAutomations).query(({ ctx, input }) => listAutomations(ctx, input)),
  switchAutomation: teamProcedure.input(SwitchAutomation).mutation(({ ctx, input }) => switchAutomation(ctx, input)),
});
