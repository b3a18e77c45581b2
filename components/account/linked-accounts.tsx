"use client";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { refused } from "@/components/ui/refused";

type Provider = { id: string; name: string };

/** Outside accounts that may sign in as this person. Drawn only where some are configured. */
export function LinkedAccounts({ providers }: { providers: readonly Provider[] }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { data: linked } = useSuspenseQuery(trpc.account.linked.queryOptions());
  const unlink = useMutation(
    trpc.account.unlink.mutationOptions({
      onError: refused,
      onSuccess: () => void queries.invalidateQueries(trpc.account.linked.queryFilter()),
    }),
  );
  const link = async (provider: string) => {
    const { signIn } = await import("next-auth/react");
    await signIn(provider, { callbackUrl: "/account" });
  };
  return (
    <ul className="border-y [&>li+li]:border-t">
      {providers.map(({ id, name }) => (
        <li key={id} className="flex min-h-11 items-center justify-between gap-3">
          <span>
            {name} <span className="text-muted text-xs">{linked.includes(id) ? "linked" : "not linked"}</span>
          </span>
          {linked.includes(id) ? (
            <Button size="sm" busy={unlink.isPending} onClick={() => unlink.mutate({ provider: id })}>
              Unlink {name}
            </Button>
          ) : (
            <Button size="sm" onClick={() => void link(id)}>
              Link {name}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
