"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { notify } from "@/components/ui/notify";
import { refused } from "@/components/ui/refused";
import { Segmented } from "@/components/ui/segmented";

interface ProjectsDialogProps {
  node: { id: string; name: string; projects: string[] | null };
  onClose: () => void;
}

/** Which projects a node works for. */
export function ProjectsDialog({ node, onClose }: ProjectsDialogProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { data: projects = [] } = useQuery(trpc.projects.list.queryOptions());
  const [all, setAll] = useState(node.projects === null);
  const [chosen, setChosen] = useState<readonly string[]>(node.projects ?? []);
  const options = { onError: refused, onSettled: () => queries.invalidateQueries(trpc.nodes.pathFilter()) };
  const undo = useMutation(trpc.nodes.setProjects.mutationOptions(options));
  const set = useMutation(
    trpc.nodes.setProjects.mutationOptions({
      ...options,
      onSuccess: ({ before }) => {
        notify({
          title: `Changed the projects of ${node.name}`,
          undo: () => undo.mutate({ nodeId: node.id, projectIds: before }),
        });
        onClose();
      },
    }),
  );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="sm"
      title={`Projects of ${node.name}`}
      description="Work of other projects waits for another node."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            busy={set.isPending}
            onClick={() => set.mutate({ nodeId: node.id, projectIds: all ? null : [...chosen] })}
            {...(!all && chosen.length === 0
              ? { blocked: "Choose at least one project; to stop the node, pause it." }
              : {})}
          >
            Save the projects
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <Segmented
          label="Works for"
          className="flex"
          options={[
            { value: "all", label: "All projects" },
            { value: "some", label: "Only these" },
          ]}
          value={all ? "all" : "some"}
          onChange={(value) => setAll(value === "all")}
        />
        {!all && (
          <ul className="grid gap-1">
            {projects.map(({ id, name }) => (
              <li key={id}>
                <Checkbox
                  label={name}
                  checked={chosen.includes(id)}
                  onChange={(event) =>
                    setChosen(event.currentTarget.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
                  }
                />
              </li>
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}
