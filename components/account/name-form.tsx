"use client";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { useViewer } from "@/components/studio/viewer";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { formError } from "./field-error";

/** The name the others see. */
export function NameForm() {
  const viewer = useViewer();
  const trpc = useTRPC();
  const router = useRouter();
  const update = useMutation(
    trpc.account.updateProfile.mutationOptions({
      onSuccess: ({ name }) => {
        notify({ title: `You are now ${name}` });
        // The frame around every page shows the name too.
        router.refresh();
      },
    }),
  );
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    update.mutate({ name: String(new FormData(event.currentTarget).get("name") ?? "") });
  };
  return (
    <form onSubmit={send} className="flex items-end gap-2">
      <div className="flex-1">
        <Field label="Name" error={formError(update.error, [])}>
          {(control) => (
            <Input {...control} name="name" defaultValue={viewer.name} autoComplete="name" maxLength={120} required />
          )}
        </Field>
      </div>
      <Button type="submit" busy={update.isPending} className={update.isError ? "mb-6" : undefined}>
        Rename
      </Button>
    </form>
  );
}
