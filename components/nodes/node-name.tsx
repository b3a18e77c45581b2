"use client";
import { useMutation } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useCan } from "@/components/studio/viewer";
import { useTRPC } from "@/components/trpc";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Link } from "@/components/ui/link";

/** A node's name, renamed in place: Enter keeps it, Escape leaves it as it was. */
export function NodeName({ id, name, href }: { id: string; name: string; href?: string }) {
  const can = useCan();
  const trpc = useTRPC();
  const [editing, setEditing] = useState(false);
  const rename = useMutation(trpc.nodes.rename.mutationOptions({ onSuccess: () => setEditing(false) }));
  const shown = rename.isSuccess || rename.isPending ? (rename.variables?.name ?? name) : name;
  const keep = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = String(new FormData(event.currentTarget).get("name") ?? "").trim();
    if (given === "" || given === name) return setEditing(false);
    rename.mutate({ nodeId: id, name: given });
  };
  if (editing)
    return (
      <form onSubmit={keep} className="grid min-w-0 flex-1 gap-1">
        <Input
          name="name"
          aria-label="Name of the node"
          aria-invalid={rename.isError || undefined}
          defaultValue={name}
          maxLength={60}
          autoFocus
          onFocus={(event) => event.currentTarget.select()}
          onBlur={(event) => event.currentTarget.form?.requestSubmit()}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.stopPropagation();
            rename.reset();
            setEditing(false);
          }}
        />
        {rename.isError && (
          <p role="alert" className="text-danger text-xs">
            {rename.error.message}
          </p>
        )}
      </form>
    );
  return (
    <span className="flex min-w-0 items-center gap-1">
      {href === undefined ? (
        <span className="truncate">{shown}</span>
      ) : (
        <Link href={href} className="truncate rounded-control hover:underline">
          {shown}
        </Link>
      )}
      {can("pair nodes") && <IconButton label={`Rename ${shown}`} icon={<Pencil />} onClick={() => setEditing(true)} />}
    </span>
  );
}
