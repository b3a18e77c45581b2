"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useCan } from "@/components/studio/viewer";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { notify } from "@/components/ui/notify";
import { refused } from "@/components/ui/refused";
import type { NodeCardData } from "./node-words";

/** Pause, resume, revoke. Only revoking asks: it cannot be undone. */
export function NodeActs({ node }: { node: NodeCardData }) {
  const can = useCan();
  const trpc = useTRPC();
  const [asking, setAsking] = useState(false);
  const resume = useMutation(trpc.nodes.resume.mutationOptions({ onError: refused }));
  const pause = useMutation(
    trpc.nodes.pause.mutationOptions({
      onError: refused,
      onSuccess: () =>
        notify({
          title: `${node.name} gets no new work`,
          description: "What it has begun it finishes.",
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
        (node.state === "paused" ? (
          <Button size="sm" busy={resume.isPending} onClick={() => resume.mutate({ nodeId: node.id })}>
            Resume
          </Button>
        ) : (
          <Button size="sm" busy={pause.isPending} onClick={() => pause.mutate({ nodeId: node.id })}>
            Pause
          </Button>
        ))}
      {can("revoke nodes") && (
        <Button size="sm" variant="quiet" onClick={() => setAsking(true)}>
          Revoke
        </Button>
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
