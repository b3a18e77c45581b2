"use client";
import { useMutation } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useCan } from "@/components/studio/viewer";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Menu } from "@/components/ui/menu";
import { notify } from "@/components/ui/notify";
import { refused } from "@/components/ui/refused";
import type { NodeCardData } from "./node-words";

const NodePauseDialog = lazy(() => import("./node-pause-dialog").then((file) => ({ default: file.NodePauseDialog })));

/** Pause, resume, revoke. Only revoking asks: it cannot be undone. */
export function NodeActs({ node }: { node: NodeCardData }) {
  const can = useCan();
  const trpc = useTRPC();
  const [asking, setAsking] = useState(false);
  const [reasoning, setReasoning] = useState(false);
  const resume = useMutation(trpc.nodes.resume.mutationOptions({ onError: refused }));
  const pause = useMutation(
    trpc.nodes.pause.mutationOptions({
      onError: refused,
      onSuccess: (_, { when }) =>
        notify({
          title: when === "now" ? `${node.name} is paused` : `${node.name} gets no new work`,
          description: when === "now" ? "What it worked on goes back in line." : "What it has begun it finishes.",
          undo: () => resume.mutate({ nodeId: node.id }),
        }),
    }),
  );
  const revoke = useMutation(
    trpc.nodes.revoke.mutationOptions({
      onError: refused,
      onSuccess: ({ returned }) => {
        setAsking(false);
        notify({ title: `${node.name} is revoked`, description: returnedWords(returned) });
      },
    }),
  );
  if (node.state === "revoked") return null;
  return (
    <>
      {can("pair nodes") &&
        (node.paused ? (
          <Button size="sm" busy={resume.isPending} onClick={() => resume.mutate({ nodeId: node.id })}>
            Resume
          </Button>
        ) : (
          <span className="inline-flex">
            <Button
              size="sm"
              busy={pause.isPending}
              onClick={() => pause.mutate({ nodeId: node.id })}
              className="rounded-r-none"
            >
              Pause
            </Button>
            <Menu
              label={`When ${node.name} stops`}
              align="end"
              items={[
                { key: "after", label: "After its job", onSelect: () => pause.mutate({ nodeId: node.id }) },
                {
                  key: "now",
                  label: "Now, its job goes back in line",
                  onSelect: () => pause.mutate({ nodeId: node.id, when: "now" }),
                },
                { key: "why", label: "With a reason…", onSelect: () => setReasoning(true) },
              ]}
              trigger={(attributes) => (
                <Button
                  {...attributes}
                  size="sm"
                  aria-label={`Choose when ${node.name} stops`}
                  icon={<ChevronDown />}
                  className="rounded-l-none border-l-0 px-1"
                />
              )}
            />
          </span>
        ))}
      {can("revoke nodes") && (
        <Button size="sm" variant="quiet" onClick={() => setAsking(true)}>
          Revoke
        </Button>
      )}
      {reasoning && (
        <Suspense fallback={null}>
          <NodePauseDialog
            name={node.name}
            onPause={(reason, when) => pause.mutateAsync({ nodeId: node.id, reason, when })}
            onClose={() => setReasoning(false)}
          />
        </Suspense>
      )}
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        size="sm"
        title={`Revoke ${node.name}?`}
        description="Its token stops working at once and cannot be brought back. What it is rendering goes back to waiting for another node. To use it again, pair it anew."
        footer={
          <>
            <Button onClick={() => setAsking(false)}>Keep it</Button>
            <Button variant="danger" busy={revoke.isPending} onClick={() => revoke.mutate({ nodeId: node.id })}>
              Revoke the node
            </Button>
          </>
        }
      />
    </>
  );
}

const returnedWords = (returned: number): string =>
  returned === 0
    ? "It held no work."
    : returned === 1
      ? "The job it held goes back to waiting."
      : `The ${returned} jobs it held go back to waiting.`;
