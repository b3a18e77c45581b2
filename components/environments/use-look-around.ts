"use client";

import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useRef, useState } from "react";
import { mediaUrl, zoomUrl } from "@/components/media/url";
import type { LookAround, View } from "./engine/look-around";
import type { Plate } from "./use-environment-edits";

export type ViewProblem = { title: string; body: string };
/** Straight ahead, as wide as a 24 mm lens. */
export const startView: View = { yaw: 0, pitch: 0, fov: 75 };

/** A narrow view asks for the exact pixels, once. */
export function useDetail(engine: LookAround | null, picture: Plate["picture"], fov: number, light: boolean) {
  const fetched = useRef(false);
  const wanted = engine !== null && fov < 50 && picture.width > 2048 && !light;
  useEffect(() => {
    if (!wanted || fetched.current) return;
    fetched.current = true;
    engine.show(zoomUrl(picture)).catch(() => {
      fetched.current = false;
    });
  }, [wanted, engine, picture]);
}

/** The light of a .hdr or .exr itself, with an exposure. */
export function useFullRange(
  engine: LookAround | null,
  mediaId: string,
  mime: string,
  onProblem: (problem: ViewProblem) => void,
) {
  const [on, setOn] = useState(false);
  const [busy, setBusy] = useState(false);
  const [stops, setStops] = useState(0);
  const turn = async (wanted: boolean) => {
    if (!engine) return;
    setBusy(true);
    setOn(wanted);
    try {
      if (wanted) {
        const { loadLight } = await import("./engine/load-light");
        engine.showLight(await loadLight(mediaUrl(mediaId, "original"), mime), stops);
      } else await engine.show(mediaUrl(mediaId, 2048));
    } catch (error) {
      setOn(!wanted);
      onProblem({ title: "The file did not load", body: error instanceof Error ? error.message : "Try again." });
    } finally {
      setBusy(false);
    }
  };
  const expose = (next: number) => {
    setStops(next);
    engine?.expose(next);
  };
  return { on, busy, stops, turn: (wanted: boolean) => void turn(wanted), expose };
}

/** Drag, arrows, wheel and pinch-as-wheel. No inertia: what stands still is easier to judge. */
export function useLooking(canvas: { current: HTMLCanvasElement | null }, engine: LookAround | null) {
  const change = useCallback(
    (by: Partial<View>) => {
      if (!engine) return;
      const { yaw, pitch, fov } = engine.view;
      engine.look({ yaw: yaw + (by.yaw ?? 0), pitch: pitch + (by.pitch ?? 0), fov: by.fov ?? fov });
    },
    [engine],
  );
  useEffect(() => {
    const at = canvas.current;
    if (!at || !engine) return;
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      change({ fov: engine.view.fov * Math.exp(Math.max(-60, Math.min(60, event.deltaY)) * 0.002) });
    };
    at.addEventListener("wheel", wheel, { passive: false });
    return () => at.removeEventListener("wheel", wheel);
  }, [canvas, engine, change]);
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (!engine || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
      const degrees = engine.view.fov / event.currentTarget.clientWidth;
      change({ yaw: -event.movementX * degrees, pitch: event.movementY * degrees });
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (!engine || event.ctrlKey || event.metaKey || event.altKey) return;
      const step = event.shiftKey ? 2 : 10;
      const { fov } = engine.view;
      const acts: Record<string, () => void> = {
        ArrowLeft: () => change({ yaw: -step }),
        ArrowRight: () => change({ yaw: step }),
        ArrowUp: () => change({ pitch: step }),
        ArrowDown: () => change({ pitch: -step }),
        "+": () => change({ fov: fov * 0.85 }),
        "=": () => change({ fov: fov * 0.85 }),
        "-": () => change({ fov: fov / 0.85 }),
        Home: () => engine.look(startView),
      };
      const act = acts[event.key];
      if (!act) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    },
  };
}
