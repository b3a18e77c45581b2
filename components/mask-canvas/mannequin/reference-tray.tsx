"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Download, ImagePlus, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { createPortal } from "react-dom";
import { Thumb } from "@/components/media/thumb";
import { useUpload } from "@/components/media/use-upload";
import { versionName } from "@/components/storyboard/version-words";
import { messageOf } from "@/components/studio/problem";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { IconButton } from "@/components/ui/icon-button";
import { notify } from "@/components/ui/notify";
import { refused } from "@/components/ui/refused";
import { tip } from "@/components/ui/tip";
import type { MaskEditor } from "../engine/editor-types";
import { colourOf, type Layer } from "../layers/layer-words";
import type { LayerActs } from "../layers/use-layer-acts";
import { useCanvasHref } from "../use-canvas-href";
import { type Offered, useReferenceSource } from "./reference-source";
import { PICTURE_TYPE, useRegionDrop } from "./use-region-drop";

const WIDTH = "18rem";

interface ReferenceTrayProps {
  container: HTMLElement;
  editor: MaskEditor;
  layers: readonly Layer[];
  active: Layer | null;
  acts: LayerActs;
  activate: (id: string) => void;
  versionId: string;
  projectId: string;
  pictureId: string;
  name: string;
  onClose: () => void;
}

/** Which picture belongs to which region (D5): drag one onto the figure, or choose a region and click one. */
export function ReferenceTray({ container, editor, layers, active, acts, activate, ...rest }: ReferenceTrayProps) {
  const { versionId, projectId, pictureId, name, onClose } = rest;
  const { offered, control } = useReferenceSource({ projectId, versionId });
  const regions = layers.filter(({ kind, region }) => kind === "region" && !region?.background);
  const chosen = regions.find(({ id }) => id === active?.id);
  const give = (region: Layer, mediaId: string) =>
    void acts.settle(region, { mediaId }, `${region.name} has its reference`).catch(() => {}); // said already
  const upload = useUpload({
    projectId,
    purpose: "version",
    onDone: ([first], place) => {
      const region = regions.find(({ id }) => id === place);
      if (first && region) give(region, first.mediaId);
    },
  });
  const send = (region: Layer, files: readonly File[]) => {
    upload.clear();
    upload.add(files.slice(0, 1), region.id);
  };
  const over = useRegionDrop(container, editor, regions, (region, dropped) =>
    "mediaId" in dropped ? give(region, dropped.mediaId) : send(region, dropped.files),
  );
  // Beside the picture, not over it: whoever drags must see where to.
  useEffect(() => {
    container.style.right = WIDTH;
    return () => {
      container.style.right = "";
    };
  }, [container]);
  const input = useRef<HTMLInputElement>(null);
  const stopped = upload.items.find(({ state }) => state === "refused" || state === "stopped");
  const host = container.parentElement;
  if (!host) return null;
  return createPortal(
    <section
      aria-label="References"
      style={{ width: WIDTH }}
      className="absolute inset-y-0 right-0 flex flex-col border-l bg-surface text-sm"
    >
      <header className="flex h-10 shrink-0 items-center justify-between border-b pr-1.5 pl-3">
        <h2 className="text-sm">References</h2>
        <IconButton label="Close references" icon={<X />} onClick={onClose} className="size-7" />
      </header>
      <div className="grid min-h-0 flex-1 grid-rows-[auto_minmax(72px,1fr)_auto_minmax(72px,1.2fr)] gap-2 p-3">
        {control}
        <Shelf offered={offered} chosen={chosen} onTake={(mediaId) => chosen && give(chosen, mediaId)} />
        <p aria-live="polite" className={cx("text-pretty text-xs", over ? "text-text" : "text-muted")}>
          {over
            ? `Let go: it becomes the reference of ${over.name}.`
            : chosen
              ? `Click a picture for ${chosen.name}, or drag one onto a region.`
              : "Drag a picture onto a region of the figure, or choose a region below."}
        </p>
        <ul aria-label="Regions and their references" className="min-h-0 overflow-y-auto">
          {regions.toReversed().map((region) => (
            <Row
              key={region.id}
              region={region}
              active={region.id === active?.id}
              marked={region.id === over?.id}
              onChoose={() => activate(region.id)}
              onRemove={() =>
                void acts.settle(region, { mediaId: null }, `${region.name} has no reference`).catch(() => {})
              }
            />
          ))}
        </ul>
      </div>
      {stopped && "message" in stopped && (
        <p role="alert" className="px-3 pb-2 text-danger text-xs">
          {stopped.message}
        </p>
      )}
      <footer className="flex shrink-0 items-center gap-2 border-t p-2">
        <IconButton
          label={chosen ? `Choose a file for ${chosen.name}` : "Choose a region first, then a file"}
          icon={<ImagePlus />}
          disabled={!chosen || upload.busy}
          onClick={() => input.current?.click()}
        />
        <input
          ref={input}
          type="file"
          accept="image/png,image/jpeg,image/webp,image/tiff,image/gif"
          aria-label="Reference from a file"
          tabIndex={-1}
          className="sr-only"
          onChange={({ currentTarget }) => {
            if (chosen) send(chosen, [...(currentTarget.files ?? [])]);
            currentTarget.value = "";
          }}
        />
        <IconButton
          label="Save masks, pictures and what belongs to what"
          icon={<Download />}
          disabled={!regions.some(({ reference }) => reference)}
          onClick={() => void saveAll(editor, layers, pictureId, name)}
        />
        <DraftButton editor={editor} versionId={versionId} regions={regions} />
      </footer>
    </section>,
    host,
  );
}

const saveAll = async (editor: MaskEditor, layers: readonly Layer[], pictureId: string, name: string) => {
  try {
    const { saveRelations } = await import("./export-relations");
    await saveRelations(editor, layers, pictureId, name);
  } catch (error) {
    refused({ message: messageOf(error) });
  }
};

type ShelfProps = {
  offered: readonly Offered[] | undefined;
  chosen: Layer | undefined;
  onTake: (mediaId: string) => void;
};

function Shelf({ offered, chosen, onTake }: ShelfProps) {
  if (offered?.length === 0) return <p className="text-muted text-xs">No pictures here yet. Choose a file instead.</p>;
  return (
    <div className="focus-inset grid min-h-0 grid-cols-4 content-start gap-1.5 overflow-y-auto">
      {offered?.map(({ picture, name }, n) => (
        <button
          // The same picture may stand in two slots.
          key={`${picture.id} ${n}`}
          type="button"
          draggable
          onDragStart={({ dataTransfer }) => {
            dataTransfer.setData(PICTURE_TYPE, picture.id);
            dataTransfer.effectAllowed = "copy";
          }}
          onClick={() => onTake(picture.id)}
          aria-label={chosen ? `Give ${name} to ${chosen.name}` : name}
          {...tip(name)}
          className="cursor-grab rounded-picture outline-accent hover:outline-2"
        >
          <Thumb media={picture} alt="" ratio={1} sizes="64px" />
        </button>
      ))}
    </div>
  );
}

type RowProps = { region: Layer; active: boolean; marked: boolean; onChoose: () => void; onRemove: () => void };

function Row({ region, active, marked, onChoose, onRemove }: RowProps) {
  const { name, reference } = region;
  return (
    <li
      className={cx(
        "flex h-9 items-center gap-1 rounded-control pr-1",
        active && "bg-selected",
        marked && "outline-2 outline-accent -outline-offset-2",
      )}
    >
      <button
        type="button"
        aria-pressed={active}
        onClick={onChoose}
        className="flex h-full min-w-0 flex-1 items-center gap-2 rounded-control px-1.5 text-left"
      >
        <span aria-hidden style={{ backgroundColor: colourOf(region) }} className="size-3 shrink-0 rounded-full" />
        <span className="min-w-0 flex-1 truncate">{name}</span>
        {reference ? (
          <span className="w-7 shrink-0">
            <Thumb media={reference} alt={`Reference of ${name}`} ratio={1} sizes="28px" />
          </span>
        ) : (
          <span className="text-muted text-xs">no picture</span>
        )}
      </button>
      {reference && (
        <IconButton label={`Remove the reference of ${name}`} icon={<X />} onClick={onRemove} className="size-7" />
      )}
    </li>
  );
}

function DraftButton({
  editor,
  versionId,
  regions,
}: {
  editor: MaskEditor;
  versionId: string;
  regions: readonly Layer[];
}) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const canvasHref = useCanvasHref();
  const onSettled = () => queries.invalidateQueries({ queryKey: trpc.storyboard.version.queryKey({ versionId }) });
  const draft = useMutation(trpc.masks.draftFromReferences.mutationOptions({ onError: refused, onSettled }));
  const unaccept = useMutation(trpc.storyboard.unaccept.mutationOptions({ onError: refused, onSettled }));
  const run = async () => {
    // Strokes that are still on their way belong into it.
    await editor.flush();
    draft.mutate(
      { versionId },
      {
        onSuccess: ({ id, number }) =>
          notify({
            title: `${versionName(number)} made of the references`,
            description: "The frame shows it now.",
            undo: () => unaccept.mutate({ versionId: id }),
            action: { label: `Open ${versionName(number)}`, run: () => router.push(canvasHref(id)) },
          }),
      },
    );
  };
  const ready = regions.some(({ reference, headSeq }) => reference && headSeq > 0);
  return (
    <Button
      variant="primary"
      className="ml-auto"
      busy={draft.isPending}
      onClick={() => void run()}
      {...(ready
        ? tip("Lay each picture into its region, as the next version")
        : { blocked: "Give a painted region a picture first" })}
    >
      Make a draft
    </Button>
  );
}
