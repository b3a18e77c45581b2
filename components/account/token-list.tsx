"use client";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { type Output, useTRPC } from "@/components/trpc";
import { Ago } from "@/components/ui/ago";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { notify } from "@/components/ui/notify";
import { refused } from "@/components/ui/refused";
import { untilWords } from "@/components/ui/time-words";
import { useNow } from "@/components/ui/use-now";
import { TokenDialog } from "./token-dialog";

type Token = Output["account"]["tokens"][number];

/** A person's tokens for scripts, each bound to this team. */
export function TokenList() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { data: tokens } = useSuspenseQuery(trpc.account.tokens.queryOptions());
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<Token | null>(null);
  const reload = () => void queries.invalidateQueries(trpc.account.tokens.queryFilter());
  const revoke = useMutation(
    trpc.account.revokeToken.mutationOptions({
      onError: refused,
      onSuccess: () => {
        notify({ title: `“${ending?.name}” is revoked`, description: "Programs that use it are refused from now on." });
        setEnding(null);
        reload();
      },
    }),
  );
  return (
    <div className="grid gap-4">
      {tokens.length > 0 && (
        <ul className="border-y [&>li+li]:border-t">
          {tokens.map((token) => (
            <TokenRow key={token.id} token={token} onRevoke={() => setEnding(token)} />
          ))}
        </ul>
      )}
      <div>
        <Button icon={<Plus />} onClick={() => setMaking(true)}>
          Create a token
        </Button>
      </div>
      <TokenDialog open={making} onClose={() => setMaking(false)} onCreated={reload} />
      <Dialog
        open={ending !== null}
        onOpenChange={(open) => !open && setEnding(null)}
        size="sm"
        title={`Revoke “${ending?.name ?? ""}”?`}
        description="Programs that use it are refused at once. It cannot be brought back."
        footer={
          <>
            <Button onClick={() => setEnding(null)}>Keep it</Button>
            <Button
              variant="danger"
              busy={revoke.isPending}
              onClick={() => ending && revoke.mutate({ tokenId: ending.id })}
            >
              Revoke the token
            </Button>
          </>
        }
      />
    </div>
  );
}

function TokenRow({ token, onRevoke }: { token: Token; onRevoke: () => void }) {
  const now = useNow(60_000);
  const { name, prefix, scopes, expiresAt, seenAt } = token;
  const over = expiresAt !== null && Date.parse(expiresAt) < now;
  return (
    <li className="flex items-center gap-3 py-2">
      <div className="grid min-w-0 flex-1">
        <span className="flex min-w-0 items-center gap-2">
          <span className="truncate">{name}</span>
          <Badge>{scopes.includes("write") ? "read and write" : "read"}</Badge>
        </span>
        <span className="text-muted text-xs" suppressHydrationWarning>
          <span className="code">{prefix}…</span> ·{" "}
          {over ? "expired" : expiresAt ? `ends ${untilWords(expiresAt, now)}` : "does not end"} ·{" "}
          {seenAt ? (
            <>
              used <Ago at={seenAt} />
            </>
          ) : (
            "never used"
          )}
        </span>
      </div>
      <Button size="sm" variant="quiet" aria-label={`Revoke ${name}`} onClick={onRevoke}>
        Revoke
      </Button>
    </li>
  );
}
