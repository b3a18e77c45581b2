"use client";

import { Grid3x3, Image as ImageIcon, Sun } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { largeUrl, mediaUrl } from "@/components/media/url";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Slider } from "@/components/ui/slider";
import { Switch } from "@/components/ui/switch";
import { type Light, lightPresets, wrapDegrees } from "@/contract/environment/light";
import { isLightMime } from "@/contract/media";
import { LookAround } from "./engine/look-around";
import type { Edits, PlaceState, Plate } from "./use-environment-edits";
import { startView, useDetail, useFullRange, useLooking, type ViewProblem } from "./use-look-around";

interface PanoramaViewerProps {
  plate: Plate;
  /** The state whose light falls on the ball; changed only through `edits`. */
  state: PlaceState | undefined;
  edits: Edits | undefined;
  onClose: () => void;
}

/** Stand in a panorama: drag or arrows look, the wheel or + and − narrow the view, a grey ball shows the light. */
export function PanoramaViewer({ plate, state, edits, onClose }: PanoramaViewerProps) {
  const [skybox, setSkybox] = useState(true);
  const [wireframe, setWireframe] = useState(false);
  const [lit, setLit] = useState(false);
  const [azimuth, setAzimuth] = useState(state?.azimuth ?? lightPresets.noon.azimuth);
  const light: Light | null = lit ? { ...(state ?? lightPresets.noon), azimuth } : null;
  const label = plate.angle || plate.state || plate.name;
  return (
    <Dialog open onOpenChange={onClose} title={label} description="360° panorama" size="lg">
      <div className="grid gap-3">
        <Sphere plate={plate} label={label} skybox={skybox} wireframe={wireframe} light={light}>
          <IconButton
            label="Show the picture"
            pressed={skybox}
            icon={<ImageIcon />}
            onClick={() => setSkybox((now) => !now)}
          />
          <IconButton
            label="Show the grid of the sphere"
            pressed={wireframe}
            icon={<Grid3x3 />}
            onClick={() => setWireframe((now) => !now)}
          />
          <IconButton
            label="Show a ball in the light"
            pressed={lit}
            icon={<Sun />}
            onClick={() => setLit((now) => !now)}
          />
        </Sphere>
        {lit && (
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <span className="w-40 shrink-0">
              Rotate the light <span className="num text-muted">{Math.round(azimuth)}°</span>
            </span>
            <span className="min-w-40 flex-1">
              <Slider
                label="Azimuth of the light"
                value={Math.round(azimuth)}
                min={0}
                max={359}
                step={1}
                unit="degrees"
                onChange={setAzimuth}
              />
            </span>
            {edits && state && Math.round(azimuth) !== Math.round(state.azimuth) && (
              <Button
                size="sm"
                onClick={() =>
                  void edits.changeState(state, { azimuth: wrapDegrees(azimuth) }, `${state.name} is lit anew`)
                }
              >
                Use for {state.name}
              </Button>
            )}
          </div>
        )}
      </div>
    </Dialog>
  );
}

interface SphereProps {
  plate: Plate;
  label: string;
  skybox: boolean;
  wireframe: boolean;
  light: Light | null;
  children: ReactNode;
}

function Sphere({ plate, label, skybox, wireframe, light, children }: SphereProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [engine, setEngine] = useState<LookAround | null>(null);
  const [problem, setProblem] = useState<ViewProblem>();
  const [ready, setReady] = useState(false);
  const [view, setView] = useState(startView);
  const { picture, mime } = plate;
  const range = useFullRange(engine, picture.id, mime, setProblem);

  useEffect(() => {
    const at = canvas.current;
    if (!at) return;
    let made: LookAround;
    try {
      made = new LookAround(at, setView);
    } catch {
      setProblem({
        title: "This browser cannot draw the panorama",
        body: "It offers no WebGL 2. Turn hardware acceleration on, or open the page in another browser; the flat picture still shows.",
      });
      return;
    }
    const watcher = new ResizeObserver(() => made.resize(at.clientWidth, at.clientHeight));
    watcher.observe(at);
    setEngine(made);
    return () => {
      watcher.disconnect();
      made.end();
      setEngine(null);
    };
  }, []);

  useEffect(() => {
    if (!engine) return;
    let current = true;
    const fail = () =>
      current && setProblem({ title: "The picture did not load", body: "Close this and open it again." });
    // The small rung stands at once, the large one takes its place.
    engine
      .show(mediaUrl(picture.id, 1024))
      .then(() => current && setReady(true))
      .then(() => (current ? engine.show(largeUrl(picture)) : undefined))
      .catch(fail);
    return () => {
      current = false;
    };
  }, [engine, picture]);

  useDetail(engine, picture, view.fov, range.on);
  useEffect(() => {
    if (engine) engine.skybox = skybox;
  }, [engine, skybox]);
  useEffect(() => {
    if (engine) engine.wireframe = wireframe;
  }, [engine, wireframe]);
  useEffect(() => {
    if (engine) engine.light = light;
  }, [engine, light]);
  const handlers = useLooking(canvas, engine);

  if (problem)
    return (
      <div role="alert" className="grid min-h-48 content-center justify-items-center gap-1 bg-well p-6 text-center">
        <p className="text-lg">{problem.title}</p>
        <p className="text-muted">{problem.body}</p>
      </div>
    );
  return (
    <div className="grid gap-2">
      <div className="relative overflow-hidden rounded-picture bg-well">
        <div
          // biome-ignore lint/a11y/noNoninteractiveTabindex: looking around works by keys too
          tabIndex={0}
          role="application"
          data-autofocus
          data-ready={ready || undefined}
          data-yaw={Math.round(view.yaw)}
          data-pitch={Math.round(view.pitch)}
          data-fov={Math.round(view.fov)}
          aria-label={`${label}, all around. Arrows look, plus and minus narrow and widen, Home looks ahead.`}
          className="aspect-video max-h-[60dvh] min-h-60 w-full cursor-grab touch-none active:cursor-grabbing"
          {...handlers}
        >
          <canvas ref={canvas} className="size-full" />
        </div>
        <span className="absolute top-2 right-2 flex rounded-control bg-raised">{children}</span>
        <output className="num pointer-events-none absolute bottom-2 left-2 rounded-control bg-raised px-2 py-0.5 text-xs">
          {compass(view.yaw)} {Math.round(view.yaw)}° · {Math.round(view.pitch)}° · view {Math.round(view.fov)}°
        </output>
      </div>
      {isLightMime(mime) && (
        <div className="flex flex-wrap items-center gap-x-6 gap-y-1">
          <Switch
            label="Full range"
            help="Loads the file's own light instead of its 8-bit picture."
            checked={range.on}
            disabled={range.busy}
            onChange={({ currentTarget }) => range.turn(currentTarget.checked)}
          />
          {range.on && (
            <span className="flex min-w-52 flex-1 items-center gap-3">
              <span className="num shrink-0 text-muted text-xs">
                Exposure {range.stops > 0 ? "+" : ""}
                {range.stops}
              </span>
              <span className="flex-1">
                <Slider
                  label="Exposure"
                  value={range.stops}
                  min={-6}
                  max={6}
                  step={0.5}
                  unit="stops"
                  onChange={range.expose}
                />
              </span>
            </span>
          )}
        </div>
      )}
    </div>
  );
}

const compass = (yaw: number) => (yaw < 45 || yaw >= 315 ? "Ahead" : yaw < 135 ? "Right" : yaw < 225 ? "Back" : "Left");
