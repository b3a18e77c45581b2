"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { Scissors } from "lucide-react";
import { useEffect, useState } from "react";
import { largeUrl } from "@/components/media/url";
import { useShortcuts } from "@/components/shell/shortcuts";
import { messageOf } from "@/components/studio/problem";
import { useCan } from "@/components/studio/viewer";
import { type Output, useTRPC, useTRPCClient } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { Section } from "@/components/ui/section";
import { angleIds, type Slot, slotTitle } from "@/contract/profile/angles";
import { wholeBox } from "@/contract/profile/box";
import { gridBoxes } from "@/contract/profile/sheet";
import { BoxLayer } from "./box-layer";
import { CellList } from "./cell-list";
import { GridFields } from "./grid-fields";
import { type Boxes, useBoxes } from "./use-boxes";
import { useFindViews } from "./use-find-views";

type Sheet = Output["profiles"]["sheet"];

export interface SheetScreenProps {
  mediaId: string;
  packageId: string;
  outfit: string;
  character: string;
  /** Where the package is. */
  back: string;
  /** Slots that hold a picture already. */
  filled: readonly string[];
}

/** A sheet with several views of a character, cut into pictures of the package. */
export function SheetScreen(props: SheetScreenProps) {
  const { mediaId, packageId, outfit, character, back, filled } = props;
  const trpc = useTRPC();
  const { data: sheet } = useSuspenseQuery(trpc.profiles.sheet.queryOptions({ mediaId, packageId }));
  const editable = useCan()("edit characters and environments");
  const boxes = useBoxes();
  const found = useFindViews(mediaId);
  const { lay } = boxes;
  useEffect(() => {
    if (found && found !== "failed" && found.by !== "nothing")
      lay(found.boxes.map((box) => wholeBox(box, sheet.picture)));
  }, [found, lay, sheet.picture]);
  const cut = useCut(props, sheet, boxes);
  const { cells, selected, assign, remove } = boxes;
  const chosen = cells.find(({ id }) => id === selected);
  const numbers = Object.fromEntries(
    angleIds.map((slot, at) => [
      String(at + 1),
      {
        label: `Box is ${slotTitle(slot)}`,
        run: () => chosen && assign(chosen.id, slot, true),
        when: () => chosen !== undefined,
      },
    ]),
  );
  useShortcuts("Sheet", {
    "Mod+z": { label: "Undo", run: boxes.undo },
    "Mod+Shift+z": { label: "Redo", run: boxes.redo },
    ...(editable ? { "Mod+Enter": { label: "Cut the views", run: () => void cut.run() } } : {}),
    ...numbers,
    "0": { label: "Box is a candidate", run: () => chosen && assign(chosen.id, null, true) },
  });
  const { picture } = sheet;
  return (
    <div className="grid min-h-full content-start gap-x-6 gap-y-5 px-4 pt-5 pb-24 sm:px-6 lg:grid-cols-[minmax(0,1fr)_300px]">
      <header className="flex flex-wrap items-start justify-between gap-3 lg:col-span-2">
        <div className="grid min-w-0 gap-1 max-sm:basis-full">
          <h1 className="truncate text-xl">Split {sheet.name}</h1>
          {/* Two lines on a phone, before and after the views are found. */}
          <p className="text-muted text-xs max-sm:min-h-8">
            Into {outfit} of {character}. <FoundWords found={found} count={cells.length} />
          </p>
        </div>
        <ButtonLink href={back} variant="quiet" className="max-sm:-ml-3">
          Back to the package
        </ButtonLink>
      </header>
      <div className="min-w-0">
        <div
          className="relative mx-auto w-full select-none"
          style={{
            aspectRatio: picture.width / picture.height,
            maxWidth: `calc((100dvh - 200px) * ${picture.width / picture.height})`,
            backgroundColor: picture.colour,
          }}
        >
          <img
            src={largeUrl(picture)}
            alt={`The sheet ${sheet.name}`}
            width={picture.width}
            height={picture.height}
            draggable={false}
            className="block size-full"
          />
          <BoxLayer
            size={picture}
            boxes={cells.map(({ id, box, slot }, at) => ({ id, box, label: labelOf(at, slot) }))}
            selected={selected}
            onSelect={boxes.select}
            onChange={boxes.move}
            onRemove={remove}
            onDraw={boxes.add}
          />
        </div>
        <p className="mt-2 text-muted text-xs">
          Drag on free ground draws a box. Arrow keys move the chosen one, Alt and arrows change its size, 1–9 give it
          an angle, Delete removes it.
        </p>
      </div>
      <aside className="grid content-start gap-6">
        <GridFields
          size={picture}
          found={found}
          onFound={lay}
          onGrid={(rows, columns, room) => lay(gridBoxes(picture, rows, columns, room))}
        />
        <Section title="Views" count={cells.length}>
          <CellList picture={picture} boxes={boxes} filled={filled} />
        </Section>
        {editable && <CutFields cut={cut} count={cells.length} />}
      </aside>
    </div>
  );
}

const labelOf = (at: number, slot: Slot | null) => `${at + 1}${slot ? ` · ${slotTitle(slot)}` : ""}`;

function FoundWords({ found, count }: { found: ReturnType<typeof useFindViews>; count: number }) {
  if (found === undefined) return <>Looking for its views…</>;
  if (found === "failed") return <>The browser could not look at it: lay a grid or draw boxes.</>;
  if (found.by === "nothing") return count > 0 ? null : <>No views were found: lay a grid or draw boxes.</>;
  const how = found.by === "gutters" ? "by the gaps between them" : "by their hard edges";
  return (
    <>
      Found {found.boxes.length} views {how}.
    </>
  );
}

/** Cutting, and what is said of the views that come of it. */
function useCut({ packageId, mediaId }: SheetScreenProps, { picture }: Sheet, { cells }: Boxes) {
  const { profiles } = useTRPCClient();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState({ drawn: false, source: "", licence: "", consent: false });
  const run = async () => {
    if (busy || cells.length === 0) return;
    setBusy(true);
    try {
      const boxes = cells.map(({ box, slot }) => ({ box: wholeBox(box, picture), slot }));
      const { ids, displaced } = await profiles.cutSheet.mutate({ packageId, mediaId, cells: boxes, ...said });
      const undo = async () => {
        await profiles.remove.mutate({ imageIds: ids });
        if (displaced.length > 0) await profiles.place.mutate({ places: displaced });
      };
      const inSlots = cells.filter(({ slot }) => slot).length;
      notify({
        title: ids.length === 1 ? "Cut 1 view" : `Cut ${ids.length} views`,
        description: `${inSlots} in slots, ${ids.length - inSlots} among the candidates. The sheet is kept.`,
        undo: () => void undo().catch((error) => notify({ title: messageOf(error), tone: "danger" })),
      });
    } catch (error) {
      notify({ title: messageOf(error), tone: "danger" });
    } finally {
      setBusy(false);
    }
  };
  return { busy, said, setSaid, run };
}

function CutFields({ cut: { busy, said, setSaid, run }, count }: { cut: ReturnType<typeof useCut>; count: number }) {
  return (
    <div className="grid gap-3 border-t pt-4">
      <Checkbox
        label="The sheet was drawn by hand"
        checked={said.drawn}
        onChange={({ currentTarget: { checked } }) => setSaid({ ...said, drawn: checked })}
      />
      <div className="grid grid-cols-2 gap-3">
        <Field label="Source" optional>
          {(control) => (
            <Input
              {...control}
              value={said.source}
              maxLength={300}
              placeholder={said.drawn ? "Hand drawn" : ""}
              onChange={({ currentTarget: { value } }) => setSaid({ ...said, source: value })}
            />
          )}
        </Field>
        <Field label="Licence" optional>
          {(control) => (
            <Input
              {...control}
              value={said.licence}
              maxLength={300}
              onChange={({ currentTarget: { value } }) => setSaid({ ...said, licence: value })}
            />
          )}
        </Field>
      </div>
      <Button
        variant="primary"
        icon={<Scissors />}
        keys="Mod+Enter"
        busy={busy}
        onClick={() => void run()}
        {...(count === 0 ? { blocked: "Draw a box first, or lay a grid" } : {})}
      >
        {count === 0 ? "Cut the views" : count === 1 ? "Cut 1 view" : `Cut ${count} views`}
      </Button>
    </div>
  );
}
