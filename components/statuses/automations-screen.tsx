"use client";

import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { messageOf } from "@/components/studio/problem";
import { useProject } from "@/components/studio/project";
import { useCan } from "@/components/studio/viewer";
import { useTRPC, useTRPCClient } from "@/components/trpc";
import { ForbiddenState } from "@/components/ui/forbidden-state";
import { notify } from "@/components/ui/notify";
import { PageHeader } from "@/components/ui/page-header";
import { Switch } from "@/components/ui/switch";
import { type Automation, automations } from "@/contract/script/automations";

/** What the studio does by itself in this project, each with a switch. */
export function AutomationsScreen() {
  const { id: projectId } = useProject();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const may = useCan()("manage projects");
  const { data } = useSuspenseQuery(trpc.tasks.automations.queryOptions({ projectId }));
  const queryKey = trpc.tasks.automations.queryKey({ projectId });
  // What was put but is not answered yet. State of its own: the query's answer would come after the event, and the switch
  // would jump back for a frame.
  const [put, setPut] = useState<Partial<Record<Automation, boolean>>>({});
  const turn = async (automation: Automation, on: boolean) => {
    setPut((now) => ({ ...now, [automation]: on }));
    try {
      await client.tasks.switchAutomation.mutate({ projectId, automation, on });
    } catch (error) {
      notify({ title: messageOf(error), tone: "danger" });
    }
    await queries.invalidateQueries({ queryKey });
    setPut(({ [automation]: _, ...rest }) => rest);
  };
  if (!may) return <ForbiddenState title="You cannot change the automations" grantedBy="a manager of the team" />;
  return (
    <>
      <PageHeader
        title="Automations"
        description="What follows by itself in this project, from now on. The log names each with its cause, and an undo takes it back too."
      />
      <ul className="mx-4 max-w-2xl border-y sm:mx-6 [&>li+li]:border-t">
        {data.map(({ id, on }) => (
          <li key={id} className="py-3">
            <Switch
              label={automations[id].label}
              help={automations[id].help}
              checked={put[id] ?? on}
              onChange={(event) => void turn(id, event.currentTarget.checked)}
            />
          </li>
        ))}
      </ul>
    </>
  );
}
