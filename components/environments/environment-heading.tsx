"use client";

import { Archive, Ellipsis } from "lucide-react";
import { InlineMention } from "@/components/mentions/inline-mention";
import { InlineText } from "@/components/script/inline-text";
import { useProject } from "@/components/studio/project";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import type { Edits, Environment } from "./use-environment-edits";

/** Says that the place is in no list, and brings it back. */
export function ArchivedLine({ environment, edits }: { environment: Environment; edits: Edits | undefined }) {
  return (
    <p role="status" className="flex flex-wrap items-center gap-3 border-b bg-surface px-4 py-2 sm:px-6">
      {environment.name} is archived: kept, but in no list.
      {edits && (
        <Button size="sm" onClick={() => void edits.bringBack()}>
          Bring back
        </Button>
      )}
    </p>
  );
}

/** Its name, what one sees there, and the words it puts into prompts. */
export function EnvironmentHeading({ environment, edits }: { environment: Environment; edits: Edits | undefined }) {
  const { name, code, description, prompt } = environment;
  const { href } = useProject();
  return (
    <header className="flex items-start gap-3">
      <div className="grid min-w-0 flex-1 gap-1">
        <h1 className="text-xl">
          <InlineText
            label="Name"
            value={name}
            disabled={!edits}
            check={(text) => (text === "" ? "A place has a name." : undefined)}
            onSave={(text) => void edits?.change({ name: text }, "Name")}
          />
        </h1>
        <span className="code text-muted">{code}</span>
        <InlineMention
          label="Description"
          href={href}
          value={description}
          placeholder={edits ? "Write what one sees here and where the light comes from" : "No description yet"}
          disabled={!edits}
          onSave={(text) => void edits?.change({ description: text }, "Description")}
          className="max-w-prose whitespace-pre-line text-pretty"
        />
        <div className="mt-2 grid max-w-prose gap-0.5">
          <span className="text-muted text-xs">In prompts</span>
          <InlineText
            label="Prompt words"
            value={prompt}
            placeholder={
              edits ? "Words that describe the place to a model: wet sand, low dunes" : "No prompt words yet"
            }
            multiline
            disabled={!edits}
            check={(text) => (text.length > 2000 ? "At most 2000 characters: shorten it." : undefined)}
            onSave={(text) => void edits?.change({ prompt: text }, "Prompt words")}
            className="text-pretty"
          />
        </div>
      </div>
      {edits && (
        <Menu
          label={`More for ${name}`}
          align="end"
          items={[{ key: "archive", label: "Archive", icon: <Archive />, onSelect: () => void edits.archive() }]}
          trigger={(attributes) => <IconButton {...attributes} label={`More for ${name}`} icon={<Ellipsis />} />}
        />
      )}
    </header>
  );
}
