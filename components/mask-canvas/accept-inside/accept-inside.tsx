"use client";

import { Lasso } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { notify } from "@/components/ui/notify";
import { rasterOfMask } from "@/contract/mask/raster-op";
import type { MaskEditor } from "../engine/editor-types";
import { useEditor } from "../use-editor";
import type { ResultActs } from "../use-result-acts";
import { outlineOp } from "./outline";

const LassoCatcher = lazy(() => import("./lasso-catcher").then((file) => ({ default: file.LassoCatcher })));

interface AcceptInsideProps {
  editor: MaskEditor;
  surface: HTMLElement;
  acts: ResultActs;
}

/** Accepts a part of the chosen result in one act: inside an outline drawn for it, or inside what is painted. */
export function AcceptInside({ editor, surface, acts }: AcceptInsideProps) {
  const [drawing, setDrawing] = useState(false);
  const painted = useEditor(editor, ({ coverage }) => coverage > 0);
  const { whyNoLayer } = acts;
  const inPaint = () => {
    const selection = rasterOfMask(editor.documents.active.mask, "add");
    if (selection) acts.acceptInside(selection);
  };
  return (
    <>
      <Menu
        label="Accept a part"
        items={[
          whyNoLayer === undefined
            ? { key: "lasso", label: "Inside a lasso", onSelect: () => setDrawing(true) }
            : { key: "lasso", label: "Inside a lasso", blocked: whyNoLayer },
          whyNoLayer === undefined && painted
            ? { key: "mask", label: "Inside what is painted", onSelect: inPaint }
            : {
                key: "mask",
                label: "Inside what is painted",
                blocked: whyNoLayer ?? "Nothing is painted on this layer",
              },
        ]}
        trigger={(attributes) => (
          <Button {...attributes} size="sm" icon={<Lasso />}>
            Accept part
          </Button>
        )}
      />
      {drawing && (
        <Suspense>
          <LassoCatcher
            {...{ editor, surface }}
            onCancel={() => setDrawing(false)}
            onDone={(points) => {
              setDrawing(false);
              const selection = outlineOp(points);
              if (selection) acts.acceptInside(selection);
              else notify({ title: "Nothing was outlined", description: "Drag around what should be accepted." });
            }}
          />
        </Suspense>
      )}
    </>
  );
}
