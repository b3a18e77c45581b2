"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import type { UploadedPicture } from "@/components/media/upload-one";
import { problemAt, problemElsewhere } from "@/components/studio/problem";
import { useProject } from "@/components/studio/project";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { identityReason, readIdentity } from "@/contract/prompt/identity";
import { PictureField } from "./picture-field";
import { depictsOptions } from "./rights-state";
import { tierIds, tierOptions } from "./tiers";

const fields = ["name", "code", "tier", "triggerWord", "age", "gender", "ethnicity"];
const starts = [
  { value: "prompt", label: "A few words" },
  { value: "image", label: "A picture" },
] as const;
const identity = ["age", "gender", "ethnicity"] as const;
const examples = { age: "35", gender: "man", ethnicity: "Spanish" };

/** A new person of the film, begun from words or from a picture; both are kept as they were given (A1). */
export function NewCharacterDialog({ onClose }: { onClose: () => void }) {
  const form = useId();
  const { id: projectId, href } = useProject();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const [from, setFrom] = useState<"prompt" | "image">("prompt");
  const [prompt, setPrompt] = useState("");
  const [picture, setPicture] = useState<UploadedPicture>();
  const [own, setOwn] = useState<Partial<Record<(typeof identity)[number], string>>>({});
  const read = readIdentity(from === "prompt" ? prompt : "");
  const create = useMutation(
    trpc.characters.create.mutationOptions({
      onSuccess: ({ code }, { start }) => {
        void queries.invalidateQueries({ queryKey: trpc.characters.list.queryKey({ projectId }) });
        // Without a start the pictures come next; with one there is something to look at.
        router.push(start ? `${href}/characters/${code}` : `${href}/profiles/${code}`);
      },
    }),
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    const text = (name: string) => String(values.get(name) ?? "").trim();
    const begun = prompt.trim() !== "" && from === "prompt";
    create.mutate({
      projectId,
      name: text("name"),
      ...(text("code") === "" ? {} : { code: text("code") }),
      tier: tierIds.find((tier) => tier === text("tier")) ?? "support",
      triggerWord: text("triggerWord") === "" ? null : text("triggerWord"),
      ...{ age: text("age"), gender: text("gender"), ethnicity: text("ethnicity") },
      ...(begun
        ? { description: prompt, fragments: { character: read.rest }, start: { from: "prompt", prompt } as const }
        : {}),
      ...(from === "image" && picture ? { start: imageStart(picture, values) } : {}),
    });
  };
  const elsewhere = problemElsewhere(create.error, fields);
  const problem = (field: string) => problemAt(create.error, field);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="New character"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={create.isPending}>
            Create character
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="grid gap-4">
        <div className="grid gap-4 sm:grid-cols-[1fr_160px]">
          <Field label="Name" error={problem("name")}>
            {(control) => (
              <Input {...control} name="name" required autoFocus autoComplete="off" placeholder="Mara Voss" />
            )}
          </Field>
          <Field label="Tier" error={problem("tier")}>
            {(control) => <Select {...control} name="tier" options={tierOptions} defaultValue="support" />}
          </Field>
        </div>
        <div className="grid gap-2">
          <span className="flex flex-wrap items-center justify-between gap-2">
            <span className="font-medium">Begin with</span>
            <Segmented label="Begin with" options={starts} value={from} onChange={setFrom} />
          </span>
          {from === "prompt" ? (
            <Textarea
              aria-label="Who this is, in a few words"
              rows={3}
              maxLength={5000}
              value={prompt}
              placeholder="a 35-year-old male office worker with short brown hair"
              onChange={({ currentTarget }) => setPrompt(currentTarget.value)}
            />
          ) : (
            <PictureStart projectId={projectId} picture={picture} onPicture={setPicture} />
          )}
          <p className="text-muted text-xs">Optional, and kept as it is given.</p>
        </div>
        <div className="grid gap-1.5">
          <div className="grid gap-3 sm:grid-cols-3">
            {identity.map((field) => (
              <Field key={field} label={field.charAt(0).toUpperCase() + field.slice(1)} optional error={problem(field)}>
                {(control) => (
                  <Input
                    {...control}
                    name={field}
                    autoComplete="off"
                    maxLength={80}
                    placeholder={examples[field]}
                    value={own[field] ?? read[field]}
                    onChange={({ currentTarget: { value } }) => setOwn((all) => ({ ...all, [field]: value }))}
                  />
                )}
              </Field>
            ))}
          </div>
          <p className="text-muted text-xs">{identityReason}</p>
        </div>
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <Field
            label="Trigger word"
            optional
            help="The word in a prompt that summons this character, such as mara_character. No two share one."
            error={problem("triggerWord")}
          >
            {(control) => (
              <Input {...control} name="triggerWord" className="code" autoComplete="off" spellCheck={false} />
            )}
          </Field>
          <Field
            label="Code"
            optional
            help="For file names and addresses. Left empty: the name in capitals."
            error={problem("code")}
          >
            {(control) => <Input {...control} name="code" className="code" autoComplete="off" spellCheck={false} />}
          </Field>
        </div>
        {elsewhere && (
          <p role="alert" className="text-danger text-xs">
            {elsewhere}
          </p>
        )}
      </form>
    </Dialog>
  );
}

const imageStart = ({ mediaId }: UploadedPicture, values: FormData) => ({
  from: "image" as const,
  mediaId,
  source: String(values.get("source") ?? ""),
  licence: String(values.get("licence") ?? ""),
  consent: values.get("consent") !== null,
  depicts: depictsOptions.find(({ value }) => value === values.get("depicts"))?.value ?? "unknown",
});

interface PictureStartProps {
  projectId: string;
  picture: UploadedPicture | undefined;
  onPicture: (picture: UploadedPicture | undefined) => void;
}

/** The picture, and whose it is: asked where it comes in, since nobody remembers later (B31). */
function PictureStart({ projectId, picture, onPicture }: PictureStartProps) {
  const [depicts, setDepicts] = useState("unknown");
  return (
    <div className="grid gap-3">
      <PictureField label="Picture to begin with" projectId={projectId} picture={picture} onPicture={onPicture} />
      <div className="grid gap-3 sm:grid-cols-3">
        <Field label="Shows">
          {(control) => (
            <Select
              {...control}
              name="depicts"
              options={depictsOptions}
              value={depicts}
              onChange={({ currentTarget }) => setDepicts(currentTarget.value)}
            />
          )}
        </Field>
        <Field label="Source" optional>
          {(control) => <Input {...control} name="source" maxLength={300} placeholder="Who made it" />}
        </Field>
        <Field label="Licence" optional>
          {(control) => <Input {...control} name="licence" maxLength={300} placeholder="CC BY 4.0" />}
        </Field>
      </div>
      {depicts === "person" && (
        <Checkbox
          name="consent"
          label="This person agreed. Without it the character cannot be approved; it can be ticked later."
        />
      )}
    </div>
  );
}
