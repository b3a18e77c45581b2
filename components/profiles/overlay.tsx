"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { largeUrl } from "@/components/media/url";
import { useShortcuts } from "@/components/shell/shortcuts";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { slotTitle } from "@/contract/profile/angles";
import { adviceOf, checkImage, middleSharpness } from "@/contract/profile/checks";
import type { PackageActs } from "./use-package-acts";
import { type PackageImage, useFocus, useImage, useOfAll } from "./use-package-store";

interface OverlayProps {
  label: string;
  onClose: () => void;
  hint?: string;
  children: ReactNode;
  footer?: ReactNode;
}

// Not a modal dialog: the keys of the package go on working beneath, so K, J, U and the arrows judge what one looks at.
function Overlay({ label, onClose, hint, children, footer }: OverlayProps) {
  useShortcuts(label, {
    Escape: { label: "Close", quiet: true, run: onClose },
  });
  return (
    <div
      role="dialog"
      aria-label={label}
      className="fixed inset-0 z-40 grid grid-rows-[auto_minmax(0,1fr)_auto] bg-canvas"
    >
      <header className="flex h-12 items-center justify-between gap-3 border-b pr-2 pl-4">
        <span className="text-sm">{label}</span>
        {hint !== undefined && <span className="text-muted text-xs max-sm:hidden">{hint}</span>}
        <IconButton label="Close" keys="Esc" icon={<X />} onClick={onClose} />
      </header>
      {children}
      {footer}
    </div>
  );
}

function Large({ image }: { image: PackageImage }) {
  const { picture, name } = image;
  return (
    <span className="relative block size-full min-h-0">
      <img
        key={picture.id}
        src={largeUrl(picture)}
        alt={name}
        width={picture.width}
        height={picture.height}
        draggable={false}
        className="absolute inset-3 h-[calc(100%-24px)] w-[calc(100%-24px)] object-contain"
      />
    </span>
  );
}

const verdictOf = ({ keep }: PackageImage) => (keep === null ? "Undecided" : keep ? "Kept" : "Discarded");

function Facts({ image }: { image: PackageImage }) {
  const middle = useOfAll(middleSharpness);
  const advice = adviceOf(checkImage(image, middle));
  return (
    <p className="num text-muted text-xs">
      <span className="text-text">{image.slot ? slotTitle(image.slot) : "Candidate"}</span> · {verdictOf(image)} ·{" "}
      {image.picture.width} × {image.picture.height}
      {image.checks && ` · sharpness ${Math.round(image.checks.sharpness)}`}
      {advice.length > 0 && ` · ${advice.map(({ word }) => word).join(" · ")}`}
    </p>
  );
}

/** The picture in hand as large as the screen allows; arrows go on, keys judge. */
export function Loupe({ onClose }: { onClose: () => void }) {
  const id = useFocus();
  return id === null ? null : <LoupeOf id={id} onClose={onClose} />;
}

function LoupeOf({ id, onClose }: { id: string; onClose: () => void }) {
  const image = useImage(id);
  useEffect(() => {
    // The two next door, so that an arrow finds its picture decoded.
    const cells = [...document.querySelectorAll<HTMLElement>("[data-picture]")];
    const at = cells.findIndex((cell) => cell.dataset.picture === id);
    for (const cell of [cells[at + 1], cells[at - 1]]) {
      const src = cell?.querySelector("img")?.currentSrc.replace(/\/(256|1024)$/, "/1024");
      if (src) new Image().src = src;
    }
  }, [id]);
  if (!image) return null;
  return (
    <Overlay
      label={image.name}
      hint="K keep · J discard · U undecided · arrows · Esc"
      onClose={onClose}
      footer={
        <footer className="flex min-h-11 items-center border-t px-4" role="status">
          <Facts image={image} />
        </footer>
      }
    >
      <Large image={image} />
    </Overlay>
  );
}

interface CompareProps {
  ids: readonly [string, string];
  editable: boolean;
  acts: PackageActs;
  onClose: () => void;
}

/** Two pictures side by side, to keep one of them. */
export function Compare({ ids, editable, acts, onClose }: CompareProps) {
  const [left, right] = [useImage(ids[0]), useImage(ids[1])];
  if (!left || !right) return null;
  const choose = (one: PackageImage, other: PackageImage) => {
    acts.judge([one.id], true);
    if (other.slot === null) acts.judge([other.id], false);
    onClose();
  };
  return (
    <Overlay label={`${left.name} and ${right.name}`} onClose={onClose}>
      <div className="row-span-2 grid min-h-0 gap-px bg-line max-sm:grid-rows-2 sm:grid-cols-2">
        {[
          { one: left, other: right },
          { one: right, other: left },
        ].map(({ one, other }) => (
          <div key={one.id} className="grid min-h-0 grid-rows-[minmax(0,1fr)_auto] bg-canvas">
            <Large image={one} />
            <footer className="flex min-h-12 flex-wrap items-center justify-between gap-2 border-t px-4 py-2">
              <Facts image={one} />
              {editable && (
                <span className="flex gap-2">
                  {other.slot !== null && one.slot === null && (
                    <Button size="sm" onClick={() => void acts.place(one.id, other.slot).then(onClose)}>
                      Use this in {slotTitle(other.slot)}
                    </Button>
                  )}
                  <Button size="sm" onClick={() => choose(one, other)}>
                    {other.slot === null ? "Keep this, discard the other" : "Keep this"}
                  </Button>
                </span>
              )}
            </footer>
          </div>
        ))}
      </div>
    </Overlay>
  );
}
