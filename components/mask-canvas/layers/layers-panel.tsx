"use client";

import { Blend, Shirt } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { messageOf } from "@/components/studio/problem";
import { useAddress } from "@/components/studio/use-address";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { OrderList } from "@/components/ui/order-list";
import { refused } from "@/components/ui/refused";
import { tip } from "@/components/ui/tip";
import type { OpenedMask } from "../use-mask";
import { AddMenu } from "./add-menu";
import { FlattenButton } from "./flatten-button";
import { LayerRow } from "./layer-row";
import { coverageProblem, type Layer } from "./layer-words";
import { useCarry } from "./use-carry";
import { useLayerActs } from "./use-layer-acts";
import type { Layers } from "./use-layers";
import { useRegionCoverage } from "./use-region-coverage";

const AdjustmentPanel = lazy(() => import("./adjustment-panel").then((file) => ({ default: file.AdjustmentPanel })));
const LayerDialog = lazy(() => import("./layer-dialog").then((file) => ({ default: file.LayerDialog })));
const ImportDialog = lazy(() => import("./import-dialog").then((file) => ({ default: file.ImportDialog })));
const ShowAreas = lazy(() => import("./show-areas").then((file) => ({ default: file.ShowAreas })));
const MannequinDialog = lazy(() =>
  import("../mannequin/mannequin-dialog").then((file) => ({ default: file.MannequinDialog })),
);
const ReferenceTray = lazy(() =>
  import("../mannequin/reference-tray").then((file) => ({ default: file.ReferenceTray })),
);
const LogSheet = lazy(() => import("./log-sheet").then((file) => ({ default: file.LogSheet })));

export interface LayersPanelProps {
  mask: OpenedMask;
  /** Where the picture is drawn. */
  container: HTMLElement | null;
  layers: Layers;
  versionId: string;
  projectId: string;
  /** What a file of all layers is called. */
  name: string;
  picture: { id: string; width: number; height: number };
}

/** What lies over the picture, the uppermost first: the inpaint mask, whose region is whose, what is never repainted. */
export function LayersPanel({
  mask,
  container,
  layers: { layers, active, activate },
  versionId,
  projectId,
  name,
  picture,
}: LayersPanelProps) {
  const acts = useLayerActs(versionId, activate);
  const carry = useCarry(versionId, layers);
  const [hatched, setHatched] = useState(false);
  const areas = layers.some(({ kind }) => kind === "region" || kind === "protected");
  const [settings, setSettings] = useState<string>();
  const [mannequin, setMannequin] = useState(false);
  const address = useAddress();
  const references = address.get("references") === "open";
  const regions = layers.some(({ kind, region }) => kind === "region" && !region?.background);
  const [log, setLog] = useState<string>();
  const [importing, setImporting] = useState<"regions" | "depth" | "mask">();
  const shown = layers.toReversed().map((layer) => ({ key: layer.id, name: layer.name, layer }));
  const named = (id: string | undefined) => layers.find((layer) => layer.id === id);
  const opened = named(settings);
  const logged = named(log);
  const adjust = () => void acts.add({ kind: "adjustment" }).then(setSettings, () => {}); // refused in words already
  const exportAll = (format: "ora" | "psd") => {
    import("./export-layers").then(
      ({ saveOpenRaster, savePsd }) =>
        (format === "ora" ? saveOpenRaster : savePsd)(mask.editor, layers, picture.id, name).catch((error: unknown) =>
          refused({ message: messageOf(error) }),
        ),
      () => refused({ message: "That could not be loaded. Try again." }),
    );
  };
  return (
    <section aria-label="Layers" className="flex max-h-[40%] min-h-24 shrink-0 flex-col border-b">
      <div className="flex h-10 shrink-0 items-center gap-2 pr-1.5 pl-3">
        <h2 className="text-sm">Layers</h2>
        <Coverage mask={mask} layers={layers} picture={picture} />
        {/* In the line itself: it comes after paint and moves nothing. */}
        {carry?.areas && (
          <Button
            size="sm"
            busy={carry.busy}
            blocked={carry.blocked}
            onClick={carry.bring}
            {...(carry.blocked === undefined ? tip(`Regions, protected areas and mask of ${carry.from}`) : {})}
          >
            {`Bring ${carry.count} along`}
          </Button>
        )}
        <span className="ml-auto flex items-center gap-1">
          {regions && (
            <IconButton
              label="References of the regions"
              icon={<Shirt />}
              pressed={references}
              onClick={() => address.set({ references: references ? null : "open" })}
              className="size-7"
            />
          )}
          {areas && (
            <IconButton
              label="Show gaps, overlaps and what is kept"
              icon={<Blend />}
              pressed={hatched}
              onClick={() => setHatched(!hatched)}
              className="size-7"
            />
          )}
          {layers.some(({ kind, visible }) => (kind === "picture" || kind === "adjustment") && visible) && (
            <FlattenButton editor={mask.editor} versionId={versionId} />
          )}
          <AddMenu
            acts={acts}
            projectId={projectId}
            carry={carry}
            onAdjust={adjust}
            onMannequin={() => setMannequin(true)}
            onImport={setImporting}
            onExport={exportAll}
          />
        </span>
      </div>
      <div className="focus-inset min-h-0 overflow-y-auto px-1.5 pb-1.5">
        <OrderList rows={shown} onOrder={(keys) => acts.order(keys.toReversed())}>
          {({ layer }) => (
            <LayerRow
              layer={layer}
              active={layer.id === active?.id}
              editor={mask.editor}
              acts={acts}
              pictureId={picture.id}
              onActivate={() => activate(layer.id)}
              onSettings={() => setSettings(layer.id)}
              onLog={() => setLog(layer.id)}
            />
          )}
        </OrderList>
      </div>
      <Suspense>
        {hatched && areas && container && <ShowAreas {...{ container, layers }} editor={mask.editor} />}
        {mannequin && <MannequinDialog {...{ versionId, picture }} onClose={() => setMannequin(false)} />}
        {references && regions && container && (
          <ReferenceTray
            {...{ container, layers, active, acts, activate, versionId, projectId, name }}
            editor={mask.editor}
            pictureId={picture.id}
            onClose={() => address.set({ references: null })}
          />
        )}
        {opened?.kind === "adjustment" && (
          <AdjustmentPanel
            key={opened.id}
            layer={opened}
            {...{ acts, picture }}
            mask={mask.editor.documents.get(opened.id)?.mask ?? null}
            onClose={() => setSettings(undefined)}
          />
        )}
        {opened && opened.kind !== "adjustment" && (
          <LayerDialog layer={opened} acts={acts} projectId={projectId} onClose={() => setSettings(undefined)} />
        )}
        {logged && <LogSheet layer={logged} editor={mask.editor} onClose={() => setLog(undefined)} />}
        {importing && (
          <ImportDialog
            what={importing}
            editor={mask.editor}
            acts={acts}
            versionId={versionId}
            projectId={projectId}
            picture={picture}
            onClose={() => setImporting(undefined)}
          />
        )}
      </Suspense>
    </section>
  );
}

function Coverage({
  mask,
  layers,
  picture,
}: {
  mask: OpenedMask;
  layers: readonly Layer[];
  picture: LayersPanelProps["picture"];
}) {
  const coverage = useRegionCoverage(mask.editor, layers, picture);
  if (!coverage) return null;
  const problem = coverageProblem(coverage);
  return (
    <output
      aria-label="Coverage of the regions"
      {...tip(
        problem ? `Of the picture in no region, or in several: ${problem}` : "Every pixel is in exactly one region",
      )}
      className={`num truncate text-xs ${problem ? "text-status-ready" : "text-muted"}`}
    >
      {problem ?? "100 %"}
    </output>
  );
}
