"use client";

import { Contrast } from "lucide-react";
import dynamic from "next/dynamic";
import { useEffect } from "react";
import { coverageWords } from "@/components/pass-form/pass-words";
import { messageOf } from "@/components/studio/problem";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { refused } from "@/components/ui/refused";
import { Slider } from "@/components/ui/slider";
import { tip } from "@/components/ui/tip";
import type { MaskPost } from "@/contract/mask/document";
import { toolHints } from "./canvas-words";
import type { MaskEditor } from "./engine/editor-types";
import { InlineNumber } from "./inline-number";
import { useEditor } from "./use-editor";

const MoreOptions = dynamic(() => import("./more-options").then((module) => module.MoreOptions), { ssr: false });

interface ToolOptionsProps {
  editor: MaskEditor;
  post: MaskPost;
  onPost: (post: MaskPost) => Promise<void>;
}

/** The bar above the picture: the tool in hand at the left, the mask's edge and size at the right. */
export function ToolOptions({ editor, post, onPost }: ToolOptionsProps) {
  const coverage = useEditor(editor, (snapshot) => snapshot.coverage);
  useEffect(() => editor.setPost(post), [editor, post]);
  const change = (next: MaskPost) => {
    onPost(next).catch((error: unknown) => refused({ message: messageOf(error) }));
  };
  const bake = () => {
    editor.bake();
    change({ grow: 0, feather: 0, invert: false });
  };
  return (
    <>
      <div className="flex min-w-0 flex-1 items-center gap-3 overflow-x-auto py-0.5">
        <OfTool editor={editor} />
      </div>
      <div className="flex shrink-0 items-center gap-3">
        <InlineNumber
          label="Grow"
          unit="px"
          hint="Widens the mask when a pass uses it; negative shrinks it"
          value={post.grow}
          min={-512}
          max={512}
          onCommit={(grow) => change({ ...post, grow })}
        />
        <InlineNumber
          label="Feather"
          unit="px"
          hint="Softens the mask's edge when a pass uses it"
          value={post.feather}
          min={0}
          max={512}
          onCommit={(feather) => change({ ...post, feather })}
        />
        <IconButton
          label="Use the rest instead of the mask"
          icon={<Contrast />}
          pressed={post.invert}
          onClick={() => change({ ...post, invert: !post.invert })}
        />
        {(post.grow !== 0 || post.feather !== 0 || post.invert) && (
          <Button size="sm" variant="quiet" onClick={bake} {...tip("Makes the edge part of the painted mask")}>
            Bake
          </Button>
        )}
        <span className="num w-20 text-right text-muted text-xs">Mask {coverageWords(coverage)}</span>
      </div>
    </>
  );
}

function OfTool({ editor }: { editor: MaskEditor }) {
  const tool = useEditor(editor, ({ activeTool }) => activeTool);
  if (tool === "brush" || tool === "eraser") return <BrushOptions editor={editor} />;
  if (tool === "box") return <BoxOptions editor={editor} />;
  if (tool === "bucket" || tool === "magic" || tool === "polygon" || tool === "rectangle" || tool === "ellipse")
    return <MoreOptions key={tool} editor={editor} tool={tool} />;
  return <p className="truncate text-muted text-xs">{toolHints[tool]}</p>;
}

const sliderSize = 400;

function BrushOptions({ editor }: { editor: MaskEditor }) {
  const { size, hardness, opacity } = useEditor(editor, ({ brush }) => brush);
  return (
    <>
      <InlineNumber
        label="Size"
        unit="px"
        value={size}
        min={1}
        max={2000}
        onCommit={(next) => editor.setBrush({ size: next })}
      >
        <span className="w-24 max-2xl:hidden">
          <Slider
            label="Brush size"
            unit="pixels"
            value={Math.min(sliderSize, size)}
            min={1}
            max={sliderSize}
            step={1}
            onChange={(next) => editor.setBrush({ size: next })}
          />
        </span>
      </InlineNumber>
      <InlineNumber
        label="Hardness"
        unit="%"
        value={hardness}
        min={0}
        max={100}
        onCommit={(next) => editor.setBrush({ hardness: next })}
      >
        <span className="w-20 max-2xl:hidden">
          <Slider
            label="Brush hardness"
            unit="%"
            value={hardness}
            min={0}
            max={100}
            step={1}
            onChange={(next) => editor.setBrush({ hardness: next })}
          />
        </span>
      </InlineNumber>
      <InlineNumber
        label="Opacity"
        unit="%"
        value={opacity}
        min={1}
        max={100}
        onCommit={(next) => editor.setBrush({ opacity: next })}
      />
    </>
  );
}

function BoxOptions({ editor }: { editor: MaskEditor }) {
  const box = useEditor(editor, (snapshot) => snapshot.box);
  if (!box)
    return (
      <>
        <p className="truncate text-muted text-xs">{toolHints.box}</p>
        <Button size="sm" variant="quiet" onClick={() => editor.fitBox()}>
          Fit to mask
        </Button>
      </>
    );
  const set = (change: Partial<typeof box>) => editor.setBox({ ...box, ...change });
  return (
    <>
      <InlineNumber label="X" value={box.x} min={-16384} max={16384} onCommit={(x) => set({ x })} />
      <InlineNumber label="Y" value={box.y} min={-16384} max={16384} onCommit={(y) => set({ y })} />
      <InlineNumber label="W" value={box.w} min={1} max={16384} onCommit={(w) => set({ w })} />
      <InlineNumber label="H" value={box.h} min={1} max={16384} onCommit={(h) => set({ h })} />
      <Button size="sm" variant="quiet" onClick={() => editor.fitBox()}>
        Fit to mask
      </Button>
      <Button size="sm" variant="quiet" onClick={() => editor.setBox(null)}>
        Remove box
      </Button>
    </>
  );
}
