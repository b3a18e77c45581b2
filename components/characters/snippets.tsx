"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Ellipsis, Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { messageOf } from "@/components/studio/problem";
import { useProject } from "@/components/studio/project";
import { type Output, useTRPC, useTRPCClient } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Menu } from "@/components/ui/menu";
import { notify } from "@/components/ui/notify";
import { Textarea } from "@/components/ui/textarea";
import { builtInSnippets, type Snippet } from "@/contract/prompt/snippets";

type Kept = Output["characters"]["snippets"][number];

interface SnippetsProps {
  /** Puts the phrases in; answers why they were refused. */
  onInsert: (snippet: Snippet) => Promise<string | undefined>;
}

/** Phrases to insert with one press: the built-in ones and the project's. */
export function Snippets({ onInsert }: SnippetsProps) {
  const { id: projectId } = useProject();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const options = trpc.characters.snippets.queryOptions({ projectId });
  const { data: kept = [] } = useQuery(options);
  const [edited, setEdited] = useState<Kept | "new">();
  const refresh = () => queries.invalidateQueries({ queryKey: options.queryKey });
  const insert = async (snippet: Snippet) => {
    const refusal = await onInsert(snippet);
    if (refusal !== undefined) notify({ title: refusal, tone: "danger" });
  };
  const remove = async ({ id, title }: Kept) => {
    try {
      const removed = await client.characters.removeSnippet.mutate({ snippetId: id });
      await refresh();
      const undo = () => void client.characters.createSnippet.mutate(removed).then(refresh);
      notify({ title: `Removed the snippet ${title}`, undo });
    } catch (error) {
      notify({ title: messageOf(error), tone: "danger" });
    }
  };
  return (
    <div className="grid gap-2">
      <h3 className="text-muted text-xs">
        Snippets <span className="text-muted">go to the part written in last, and to the negative</span>
      </h3>
      <ul className="flex flex-wrap items-center gap-1.5">
        {builtInSnippets.map((snippet) => (
          <li key={snippet.id}>
            <SnippetButton snippet={snippet} onInsert={() => void insert(snippet)} />
          </li>
        ))}
        {kept.map((snippet) => (
          <li key={snippet.id} className="flex items-center">
            <SnippetButton snippet={snippet} onInsert={() => void insert(snippet)} />
            <Menu
              label={`More for ${snippet.title}`}
              items={[
                { key: "edit", label: "Change", onSelect: () => setEdited(snippet) },
                { key: "remove", label: "Remove", onSelect: () => void remove(snippet) },
              ]}
              trigger={(attributes) => (
                <IconButton
                  {...attributes}
                  label={`More for ${snippet.title}`}
                  icon={<Ellipsis />}
                  className="size-7!"
                />
              )}
            />
          </li>
        ))}
        <li>
          <Button size="sm" variant="quiet" icon={<Plus />} onClick={() => setEdited("new")}>
            New snippet
          </Button>
        </li>
      </ul>
      {edited !== undefined && (
        <SnippetDialog
          projectId={projectId}
          snippet={edited === "new" ? undefined : edited}
          onClose={() => setEdited(undefined)}
          onSaved={refresh}
        />
      )}
    </div>
  );
}

function SnippetButton({ snippet, onInsert }: { snippet: Snippet; onInsert: () => void }) {
  const { title, positive, negative } = snippet;
  const tip = [positive && `Prompt: ${positive}`, negative && `Negative: ${negative}`].filter(Boolean).join(" · ");
  return (
    <Button size="sm" onClick={onInsert} data-tip={tip} aria-description={tip}>
      {title}
    </Button>
  );
}

interface SnippetDialogProps {
  projectId: string;
  snippet: Kept | undefined;
  onClose: () => void;
  onSaved: () => Promise<unknown>;
}

function SnippetDialog({ projectId, snippet, onClose, onSaved }: SnippetDialogProps) {
  const client = useTRPCClient();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    const text = (name: string) => String(values.get(name) ?? "");
    const words = { title: text("title"), positive: text("positive"), negative: text("negative") };
    setBusy(true);
    try {
      if (!snippet) await client.characters.createSnippet.mutate({ projectId, ...words });
      else {
        const { before } = await client.characters.updateSnippet.mutate({ snippetId: snippet.id, ...words });
        const undo = () =>
          void client.characters.updateSnippet.mutate({ snippetId: snippet.id, ...before }).then(onSaved);
        notify({ title: `Changed the snippet ${words.title}`, undo });
      }
      await onSaved();
      onClose();
    } catch (error) {
      setProblem(messageOf(error));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={snippet ? `Change ${snippet.title}` : "New snippet"}
      description="For everybody in this project."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="snippet" variant="primary" busy={busy}>
            {snippet ? "Save snippet" : "Add snippet"}
          </Button>
        </>
      }
    >
      <form id="snippet" onSubmit={(event) => void submit(event)} className="grid gap-4">
        <Field label="Name">
          {(control) => (
            <Input {...control} name="title" required maxLength={60} defaultValue={snippet?.title} autoComplete="off" />
          )}
        </Field>
        <Field label="For the prompt" optional help="Put in letter for letter, weights and all: (soft lighting:1.2)">
          {(control) => <Textarea {...control} name="positive" maxLength={1000} defaultValue={snippet?.positive} />}
        </Field>
        <Field label="For the negative" optional>
          {(control) => <Textarea {...control} name="negative" maxLength={1000} defaultValue={snippet?.negative} />}
        </Field>
        {problem !== undefined && (
          <p role="alert" className="text-danger text-xs">
            {problem}
          </p>
        )}
      </form>
    </Dialog>
  );
}
