"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Bell, BellRing } from "lucide-react";
import { useTRPC } from "@/components/trpc";
import { IconButton } from "@/components/ui/icon-button";
import { notify } from "@/components/ui/notify";

/** Hear of it in the inbox, or no longer. `what` is its name. */
export function FollowButton({ subjectId, what }: { subjectId: string; what: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const key = trpc.inbox.following.queryKey({ subjectId });
  const { data: following = false } = useQuery(trpc.inbox.following.queryOptions({ subjectId }));
  const follow = useMutation(
    trpc.inbox.follow.mutationOptions({
      onMutate: ({ following }) => queries.setQueryData(key, following),
      onSuccess: (_, { following }) =>
        notify({ title: following ? `You follow ${what}` : `You no longer follow ${what}`, id: `follow-${subjectId}` }),
      onError: (error, { following }) => {
        queries.setQueryData(key, !following);
        notify({ title: error.message, tone: "danger" });
      },
    }),
  );
  return (
    <IconButton
      label={following ? `Stop following ${what}` : `Follow ${what}`}
      icon={following ? <BellRing /> : <Bell />}
      pressed={following}
      onClick={() => follow.mutate({ subjectId, following: !following })}
    />
  );
}
