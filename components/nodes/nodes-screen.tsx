"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Plus, Server } from "lucide-react";
import { useShortcuts } from "@/components/shell/shortcuts";
import { useAddress } from "@/components/studio/use-address";
import { useCan } from "@/components/studio/viewer";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { NodeCard } from "./node-card";
import { PairDialog } from "./pair-dialog";

/** The machines that render, and how to add one. */
export function NodesScreen() {
  const trpc = useTRPC();
  const can = useCan();
  const address = useAddress();
  const { data: nodes } = useSuspenseQuery(trpc.nodes.list.queryOptions());
  const mayPair = can("pair nodes");
  const pair = () => address.set({ pair: "1" });
  useShortcuts("Nodes", mayPair ? { p: { label: "Pair a node", run: pair } } : {});
  const button = mayPair && (
    <Button variant="primary" icon={<Plus />} keys="p" onClick={pair}>
      Pair a node
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Nodes"
        description="Machines that do the passes. They ask the studio for work; nothing reaches into them."
        actions={nodes.length > 0 && button}
      />
      {nodes.length === 0 ? (
        <EmptyState
          icon={<Server />}
          title="No node is paired with this studio."
          body={mayPair ? "Jobs wait until one is." : "Jobs wait until a manager pairs one."}
          action={button}
        />
      ) : (
        <ul className="grid gap-4 px-4 pb-8 sm:px-6 md:grid-cols-2 2xl:grid-cols-3">
          {nodes.map((node) => (
            <li key={node.id} className="grid min-w-0 content-start">
              <NodeCard node={node} />
            </li>
          ))}
        </ul>
      )}
      {mayPair && <PairDialog open={address.get("pair") !== ""} onClose={() => address.set({ pair: null })} />}
    </>
  );
}
