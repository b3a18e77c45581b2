"use client";

import { Archive, ArchiveRestore, Ellipsis, PenLine } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { messageOf } from "@/components/studio/problem";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Menu } from "@/components/ui/menu";
import type { FrameActs } from "./use-frame-acts";
import type { FrameDetail, ShotDetail } from "./version-words";

interface FrameMenuProps {
  /** The frame looked at. */
  frame: FrameDetail | undefined;
  archived: ShotDetail["archivedFrames"];
  acts: FrameActs;
}

/** Rename or archive the frame looked at, and bring archived ones back. */
export function FrameMenu({ frame, archived, acts }: FrameMenuProps) {
  const [renaming, setRenaming] = useState(false);
  const items = [
    ...(frame
      ? [
          {
            key: "rename",
            label: `Rename frame ${frame.label}…`,
            icon: <PenLine />,
            onSelect: () => setRenaming(true),
          },
          { key: "archive", label: `Archive frame ${frame.label}`, icon: <Archive />, onSelect: acts.archive },
        ]
      : []),
    ...(archived.length > 0 ? [{ key: "away", separator: true as const, label: "Archived" }] : []),
    ...archived.map(({ id, label }) => ({
      key: id,
      label: `Bring back frame ${label}`,
      icon: <ArchiveRestore />,
      onSelect: () => acts.restore(id),
    })),
  ];
  return (
    <>
      <Menu
        label="Frames"
        items={items}
        trigger={(attributes) => (
          <IconButton
            {...attributes}
            label={frame ? `More for frame ${frame.label}` : "Archived frames"}
            icon={<Ellipsis />}
          />
        )}
      />
      {frame && <RenameDialog open={renaming} onOpenChange={setRenaming} label={frame.label} rename={acts.rename} />}
    </>
  );
}

interface RenameDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  label: string;
  rename: FrameActs["rename"];
}

function RenameDialog({ open, onOpenChange, label, rename }: RenameDialogProps) {
  const form = useId();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const change = (next: boolean) => {
    setProblem(undefined);
    onOpenChange(next);
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const next = String(new FormData(event.currentTarget).get("label") ?? "").trim();
    if (next === label) return change(false);
    setBusy(true);
    try {
      await rename(next);
      change(false);
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      size="sm"
      title={`Rename frame ${label}`}
      footer={
        <>
          <Button onClick={() => change(false)}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={busy}>
            Rename frame
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void submit(event)}>
        <Field label="Label" help="Short, like A, B or Close. At most 20 characters." error={problem}>
          {(control) => (
            <Input {...control} name="label" defaultValue={label} maxLength={20} autoComplete="off" autoFocus />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
