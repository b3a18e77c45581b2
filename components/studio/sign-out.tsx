"use client";
import { useMutation } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc";

/** Ends the session row first, so the cookie is worthless even if the browser keeps it. */
export function SignOut({ className }: { className?: string }) {
  const trpc = useTRPC();
  const signOut = useMutation(
    trpc.account.signOut.mutationOptions({
      onSettled: () => {
        window.location.href = "/sign-in";
      },
    }),
  );
  return (
    <button type="button" className={className} disabled={signOut.isPending} onClick={() => signOut.mutate({})}>
      Sign out
    </button>
  );
}
