"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { versionName } from "@/components/storyboard/version-words";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { notify } from "@/components/ui/notify";
import { refused } from "@/components/ui/refused";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { drawMannequin } from "@/contract/mannequin/draw";
import { type MannequinBuild, type MannequinView, mannequinBuilds, mannequinViews } from "@/contract/mannequin/words";
import { useCanvasHref } from "../use-canvas-href";

interface MannequinDialogProps {
  versionId: string;
  picture: { width: number; height: number };
  onClose: () => void;
}

const upper = (word: string) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
const sizes = [
  { value: "832x1216", label: "832 × 1216, portrait" },
  { value: "1024x1024", label: "1024 × 1024, square" },
  { value: "1216x832", label: "1216 × 832, landscape" },
];
const PREVIEW = 300;
const LARGEST = 2048;

/** Which figure, from which side and how large; it becomes the next version of the frame, its parts painted already (D5). */
export function MannequinDialog({ versionId, picture, onClose }: MannequinDialogProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const canvasHref = useCanvasHref();
  const [build, setBuild] = useState<MannequinBuild>("average");
  const [view, setView] = useState<MannequinView>("front");
  const [size, setSize] = useState("own");
  const { width, height } = size === "own" ? fitting(picture) : sideOf(size);
  const onSettled = () => queries.invalidateQueries({ queryKey: trpc.storyboard.version.queryKey({ versionId }) });
  const make = useMutation(trpc.masks.makeMannequin.mutationOptions({ onError: refused, onSettled }));
  const unaccept = useMutation(trpc.storyboard.unaccept.mutationOptions({ onError: refused, onSettled }));
  const run = () =>
    make.mutate(
      { versionId, build, view, ...(size !== "own" && { width, height }) },
      {
        onSuccess: ({ id, number }) => {
          onClose();
          notify({
            title: `${versionName(number)} is a mannequin`,
            description: "The frame shows it now.",
            undo: () => unaccept.mutate({ versionId: id }, { onSuccess: () => router.push(canvasHref(versionId)) }),
          });
          const to = canvasHref(id);
          router.push(`${to}${to.includes("?") ? "&" : "?"}references=open`);
        },
      },
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Mannequin"
      description="A figure with a region for each part of its body: give each a picture of what it should wear."
      footer={
        <Button variant="primary" busy={make.isPending} onClick={run}>
          Make the mannequin
        </Button>
      }
    >
      <div className="grid gap-5 pb-2 sm:grid-cols-[300px_minmax(0,1fr)]">
        <Preview {...{ build, view, width, height }} />
        <div className="grid content-start gap-4">
          <Field label="Figure">
            {(control) => (
              <Select
                {...control}
                value={build}
                options={mannequinBuilds.map((value) => ({ value, label: upper(value) }))}
                onChange={({ currentTarget }) =>
                  setBuild(mannequinBuilds.find((one) => one === currentTarget.value) ?? "average")
                }
              />
            )}
          </Field>
          <Field label="Seen from">
            {() => (
              <Segmented
                label="Seen from"
                value={view}
                options={mannequinViews.map((value) => ({ value, label: upper(value) }))}
                onChange={setView}
              />
            )}
          </Field>
          <Field label="Size" help={`${width} × ${height} px`}>
            {(control) => (
              <Select
                {...control}
                value={size}
                options={[{ value: "own", label: "As this version" }, ...sizes]}
                onChange={({ currentTarget }) => setSize(currentTarget.value)}
              />
            )}
          </Field>
        </div>
      </div>
    </Dialog>
  );
}

/** As the server fits it. */
const fitting = ({ width, height }: { width: number; height: number }) => {
  const scale = Math.min(1, LARGEST / Math.max(width, height));
  return { width: Math.max(64, Math.round(width * scale)), height: Math.max(64, Math.round(height * scale)) };
};

const sideOf = (size: string) => {
  const [width = 1024, height = 1024] = size.split("x").map(Number);
  return { width, height };
};

type PreviewProps = { build: MannequinBuild; view: MannequinView; width: number; height: number };

/** The same drawing as the server's, small. */
function Preview({ build, view, width, height }: PreviewProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scale = PREVIEW / Math.max(width, height);
  const [w, h] = [Math.max(64, Math.round(width * scale)), Math.max(64, Math.round(height * scale))];
  useEffect(() => {
    const { grey } = drawMannequin({ build, view, width: w, height: h });
    const image = new ImageData(w, h);
    const words = new Uint32Array(image.data.buffer);
    for (const [i, value] of grey.entries()) words[i] = (0xff000000 | (value * 0x010101)) >>> 0;
    canvas.current?.getContext("2d")?.putImageData(image, 0, 0);
  }, [build, view, w, h]);
  return (
    <div className="grid size-75 place-items-center rounded-picture bg-well">
      <canvas
        ref={canvas}
        width={w}
        height={h}
        role="img"
        aria-label={`${upper(build)} figure, ${view}`}
        className="rounded-picture"
      />
    </div>
  );
}
