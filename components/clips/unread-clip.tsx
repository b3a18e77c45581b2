"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { messageOf } from "@/components/studio/problem";
import { type Output, useTRPC, useTRPCClient } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { notify } from "@/components/ui/notify";
import { Progress } from "@/components/ui/progress";
import { useJobProgress } from "@/components/use-live";

interface UnreadClipProps {
  clip: Output["clips"]["get"];
  editable: boolean;
  back: string;
}

const say = (error: unknown) => notify({ title: messageOf(error), tone: "danger" });

/** A clip before its frames can be seen: on its way, waiting for a node that can, broken, or stopped. */
export function UnreadClip({ clip, editable, back }: UnreadClipProps) {
  const { clips, renders } = useTRPCClient();
  const router = useRouter();
  const { id: clipId, name, jobId } = clip;
  const remove = async () => {
    try {
      await clips.remove.mutate({ clipId });
      notify({
        title: `Removed ${name}`,
        undo: () => void clips.remove.mutate({ clipId, removed: false }).catch(say),
      });
      router.push(back);
    } catch (error) {
      say(error);
    }
  };
  const again = (
    <Button variant="primary" onClick={() => void clips.readAgain.mutate({ clipId }).catch(say)}>
      Read it again
    </Button>
  );
  const away = (
    <Button variant="quiet" onClick={() => void remove()}>
      Remove the clip
    </Button>
  );
  if (clip.state === "broken")
    return (
      <EmptyState
        title="No frames can be taken from this clip"
        body={clip.error ?? ""}
        {...(editable && { action: away })}
      />
    );
  if (clip.state === "stopped")
    return (
      <EmptyState
        title="The clip was not read to its end"
        body={clip.error ?? "Nothing is wrong with it as far as is known."}
        {...(editable && { action: again, secondary: away })}
      />
    );
  return (
    <div className="mx-auto grid w-full max-w-[420px] justify-items-start gap-3 py-16">
      <h2 className="text-sm">Reading the clip</h2>
      <Reading clip={clip} />
      {editable && jobId && (
        <Button
          size="sm"
          variant="quiet"
          className="-ml-2.5"
          onClick={() => void renders.cancel.mutate({ jobId }).catch(say)}
        >
          Cancel
        </Button>
      )}
    </div>
  );
}

function Reading({ clip: { jobId, state } }: Pick<UnreadClipProps, "clip">) {
  const trpc = useTRPC();
  const live = useJobProgress(jobId ?? undefined);
  const { data: job } = useQuery(
    trpc.renders.job.queryOptions(
      { jobId: jobId ?? "" },
      { enabled: jobId !== null && state === "waiting", refetchInterval: 5_000 },
    ),
  );
  return (
    <>
      <Progress
        label="Reading the clip"
        value={state === "reading" ? live?.fraction : undefined}
        className="w-full"
        detail={state === "reading" ? (live?.label ?? "A node has begun") : (job?.why?.summary ?? "Waiting for a node")}
      />
      {state === "waiting" && job?.why?.nodes.some(({ reason }) => reason !== null) && (
        <ul className="grid gap-1 text-muted text-xs">
          {job.why.nodes.map(({ nodeId, name, reason }) => (
            <li key={nodeId}>
              {name} {reason ?? "can do it"}
            </li>
          ))}
        </ul>
      )}
      <p className="text-muted text-xs">
        A node counts the frames and measures how sharp each one is. This page goes on by itself; you may leave it.
      </p>
    </>
  );
}
