"use client";
import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc";
import { Ago } from "@/components/ui/ago";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { refused } from "@/components/ui/refused";
import { browserWords } from "./browser-words";

/** Where a person is signed in, this browser first, and one button that ends them all. */
export function SessionList() {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.account.sessions.queryOptions());
  const end = useMutation(
    trpc.account.signOut.mutationOptions({
      onError: refused,
      onSuccess: () => {
        window.location.href = "/sign-in";
      },
    }),
  );
  const sessions = [...data].sort((a, b) => Number(b.current) - Number(a.current) || b.seenAt.localeCompare(a.seenAt));
  return (
    <div className="grid gap-4">
      <ul className="border-y [&>li+li]:border-t">
        {sessions.map(({ id, userAgent, seenAt, current }) => (
          <li key={id} className="flex min-h-10 flex-wrap items-center gap-x-3 py-1.5">
            <span>{browserWords(userAgent)}</span>
            {current && <Badge>this browser</Badge>}
            <span className="ml-auto text-muted text-xs">
              seen <Ago at={seenAt} />
            </span>
          </li>
        ))}
      </ul>
      <div>
        <Button busy={end.isPending} onClick={() => end.mutate({ everywhere: true })}>
          Sign out everywhere
        </Button>
        <p className="mt-1.5 text-muted text-xs">Here too. Personal tokens and nodes keep working.</p>
      </div>
    </div>
  );
}
