"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import type { UploadedPicture } from "@/components/media/upload-one";
import { messageOf } from "@/components/studio/problem";
import { useProject } from "@/components/studio/project";
import { useTRPC, useTRPCClient } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { PictureField } from "./picture-field";

/** Somebody seen once, in under a minute: a name, one picture, a line about the voice (E2). */
export function QuickExtraDialog({ onClose }: { onClose: () => void }) {
  const form = useId();
  const { id: projectId, href } = useProject();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const router = useRouter();
  const [picture, setPicture] = useState<UploadedPicture>();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!picture) return setProblem("An extra needs one picture: choose, drop or paste it.");
    const values = new FormData(event.currentTarget);
    const name = String(values.get("name") ?? "").trim();
    setBusy(true);
    try {
      const voice = String(values.get("voice") ?? "");
      const { id, code } = await client.characters.quickExtra.mutate({
        projectId,
        name,
        mediaId: picture.mediaId,
        voice,
      });
      const refresh = () => queries.invalidateQueries({ queryKey: trpc.characters.pathKey() });
      await refresh();
      notify({
        title: `${name} is in the bible`,
        action: { label: "Open", run: () => router.push(`${href}/characters/${code}`) },
        undo: () => void client.characters.update.mutate({ characterId: id, archived: true }).then(refresh),
      });
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
      title="Quick extra"
      description="For whoever is seen once: a name, one picture, a voice."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={busy}>
            Add extra
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void submit(event)} className="grid gap-4">
        <Field label="Name">
          {(control) => <Input {...control} name="name" required autoComplete="off" placeholder="Storekeeper" />}
        </Field>
        <PictureField
          label="Picture"
          projectId={projectId}
          picture={picture}
          onPicture={(next) => {
            setPicture(next);
            setProblem(undefined);
          }}
        />
        <Field label="Voice" optional help="How they sound, in a line.">
          {(control) => (
            <Input
              {...control}
              name="voice"
              maxLength={2000}
              autoComplete="off"
              placeholder="Gruff, slow, a smoker’s laugh"
            />
          )}
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
