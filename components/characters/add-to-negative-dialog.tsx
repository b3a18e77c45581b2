"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { messageOf } from "@/components/studio/problem";
import { useProject } from "@/components/studio/project";
import { useCan } from "@/components/studio/viewer";
import { useTRPC, useTRPCClient } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { Select } from "@/components/ui/select";

interface AddToNegativeDialogProps {
  /** What somebody noted, to be cut down to the thing to avoid. */
  words: string;
  onClose: () => void;
}

const everyone = "project";

/** What a note complains of becomes a thing to avoid: for one character, or for every prompt of the project (B24). */
export function AddToNegativeDialog({ words, onClose }: AddToNegativeDialogProps) {
  const form = useId();
  const { id: projectId, name: project } = useProject();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const manages = useCan()("manage projects");
  const { data: characters = [] } = useQuery(trpc.characters.list.queryOptions({ projectId, limit: 1000 }));
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const options = [
    ...characters.map(({ id, name }) => ({ value: id, label: name })),
    ...(manages ? [{ value: everyone, label: `Every prompt of ${project}` }] : []),
  ];
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    const phrase = String(values.get("phrase") ?? "");
    const target = String(values.get("target") ?? "");
    setBusy(true);
    try {
      const of = target === everyone ? {} : { characterId: target };
      const { before } = await client.characters.addToNegative.mutate({ projectId, phrase, ...of });
      const refresh = () => queries.invalidateQueries({ queryKey: trpc.characters.pathKey() });
      await refresh();
      const back = () =>
        target === everyone
          ? client.projects.update.mutate({ projectId, defaultNegative: before })
          : client.characters.update.mutate({ characterId: target, negative: before });
      const undo = () => void back().then(refresh, (error) => notify({ title: messageOf(error), tone: "danger" }));
      const label = options.find(({ value }) => value === target)?.label ?? project;
      notify({ title: `“${phrase.trim()}” is avoided: ${label}`, undo });
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
      size="sm"
      title="Add to negative"
      description="Name what no picture should show, in a word or two."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={busy}>
            Add to negative
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void submit(event)} className="grid gap-4">
        <Field label="Avoid" error={problem} help="As a prompt says it: extra fingers, (glossy skin:1.2).">
          {(control) => (
            <Input {...control} name="phrase" required maxLength={300} defaultValue={words} autoComplete="off" />
          )}
        </Field>
        <Field label="In prompts of">
          {(control) => <Select key={options.length} {...control} name="target" required options={options} />}
        </Field>
      </form>
    </Dialog>
  );
}
