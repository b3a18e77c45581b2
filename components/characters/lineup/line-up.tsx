"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Thumb } from "@/components/media/thumb";
import { mediaUrl } from "@/components/media/url";
import { useProject } from "@/components/studio/project";
import { type Output, useTRPC } from "@/components/trpc";
import { cx } from "@/components/ui/cx";
import { Link } from "@/components/ui/link";
import { readPixels } from "../read-pixels";
import { type Box, figureBox, rulerMarks } from "./figure-box";

type One = Output["characters"]["lineUp"][number];
type Sized = One & { heightCm: number };

/** Pixels the ruler is tall. */
const tall = 280;

/** The whole cast on one floor at true proportions, beside a ruler. */
export function LineUp({ characterId }: { characterId: string }) {
  const { id: projectId, href } = useProject();
  const trpc = useTRPC();
  const { data } = useQuery(trpc.characters.lineUp.queryOptions({ projectId }));
  if (!data) return <div aria-hidden className="h-[340px]" />;
  const sized = data.filter((one): one is Sized => one.heightCm !== null);
  const without = data.filter(({ heightCm }) => heightCm === null);
  const { top, marks } = rulerMarks(Math.max(0, ...sized.map(({ heightCm }) => heightCm)));
  const scale = tall / top;
  return (
    <div className="grid gap-2">
      {sized.length === 0 ? (
        <p className="text-muted">
          Nobody has a height yet. Give heights in centimetres and the cast stands side by side.
        </p>
      ) : (
        <div className="relative rounded-panel border bg-surface pt-4">
          <div className="relative mx-3" style={{ height: tall }}>
            <div aria-hidden className="absolute inset-0">
              {marks.map((cm) => (
                <div key={cm} className="absolute inset-x-0 border-t border-line" style={{ bottom: cm * scale }}>
                  <span className="num absolute -top-2 left-0 bg-surface pr-1.5 text-[10px] text-muted leading-4">
                    {cm === 0 ? "0 cm" : cm}
                  </span>
                </div>
              ))}
            </div>
          </div>
          <section aria-label="The cast by height" className="absolute inset-x-0 top-4 overflow-x-auto">
            <ul className="flex w-max min-w-full items-end gap-4 px-14" style={{ height: tall + 44 }}>
              {sized.map((one) => (
                <li key={one.id} className="grid justify-items-center">
                  <Figure one={one} scale={scale} />
                  <Link
                    href={`${href}/characters/${one.code}`}
                    aria-current={one.id === characterId ? "true" : undefined}
                    className={cx(
                      "grid h-11 max-w-28 content-center justify-items-center text-xs hover:underline",
                      one.id === characterId && "text-accent-text",
                    )}
                  >
                    <span className="max-w-full truncate">{one.name}</span>
                    <span className="num text-muted">{one.heightCm} cm</span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
          <div className="h-11" />
        </div>
      )}
      {sized.some(({ wholeBody }) => !wholeBody) && (
        <p className="text-muted text-xs">Plain outlines stand in for whoever has no full-body picture.</p>
      )}
      {without.length > 0 && sized.length > 0 && (
        <p className="text-muted text-xs">No height yet: {without.map(({ name }) => name).join(", ")}.</p>
      )}
    </div>
  );
}

/** A person at their height: the figure cut from its backdrop's empty room, or a plain outline under their face. */
function Figure({ one: { heightCm, picture, wholeBody, name }, scale }: { one: Sized; scale: number }) {
  const height = heightCm * scale;
  const box = useFigureBox(wholeBody && picture ? picture.id : undefined);
  if (wholeBody && picture) {
    const {
      box: at,
      width,
      height: whole,
    } = box ?? {
      box: { x: 0, y: 0, width: picture.width, height: picture.height },
      width: picture.width,
      height: picture.height,
    };
    const grow = height / at.height;
    return (
      <span className="relative block overflow-hidden" style={{ height, width: at.width * grow }}>
        <img
          src={mediaUrl(picture.id, 1024)}
          alt={name}
          loading="lazy"
          decoding="async"
          draggable={false}
          className="absolute max-w-none"
          style={{ width: width * grow, height: whole * grow, left: -at.x * grow, top: -at.y * grow }}
        />
      </span>
    );
  }
  const head = Math.max(12, height / 6);
  return (
    <span className="relative block" style={{ height, width: Math.max(20, height * 0.28) }}>
      <span
        className="absolute inset-x-[12%] bottom-0 rounded-t-[40%] rounded-b-[6px] bg-edge"
        style={{ top: head * 0.92 }}
      />
      <span
        className="absolute top-0 left-1/2 -translate-x-1/2 overflow-hidden rounded-full"
        style={{ width: head, height: head }}
      >
        {picture ? (
          <Thumb media={picture} alt={name} ratio={1} sizes="48px" className="rounded-full!" />
        ) : (
          <span className="block size-full bg-edge" />
        )}
      </span>
    </span>
  );
}

type Found = { box: Box; width: number; height: number };

/** The figure in a full-body picture, in pixels of its small size; undefined until read or when its backdrop is busy. */
function useFigureBox(mediaId: string | undefined): Found | undefined {
  const [found, setFound] = useState<Found>();
  useEffect(() => {
    if (mediaId === undefined) return;
    let live = true;
    readPixels(mediaId, 256).then(
      (pixels) => {
        const box = figureBox(pixels);
        if (live && box) setFound({ box, width: pixels.width, height: pixels.height });
      },
      () => undefined,
    );
    return () => {
      live = false;
    };
  }, [mediaId]);
  return found;
}
