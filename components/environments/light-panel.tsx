"use client";

import { Ellipsis, MoveLeft, MoveRight, Play, Square, Trash2 } from "lucide-react";
import { useEffect } from "react";
import { InlineText } from "@/components/script/inline-text";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import { Select } from "@/components/ui/select";
import { SliderField } from "@/components/ui/slider-field";
import { Switch } from "@/components/ui/switch";
import { type Light, lightLimits, lightPresets, type TimeOfDay, timesOfDay } from "@/contract/environment/light";
import { FlickerEditor } from "./flicker-editor";
import { LightBall } from "./light-ball";
import { LightDial } from "./light-dial";
import type { Edits, PlaceState } from "./use-environment-edits";

interface LightPanelProps {
  state: PlaceState;
  states: readonly PlaceState[];
  edits: Edits | undefined;
  /** What is drawn now: the state's light with what is being turned over it. */
  light: Light;
  onDraft: (draft: Partial<Light> | null) => void;
  preview: { on: boolean; playing: boolean; set: (next: { on: boolean; playing: boolean }) => void };
}

const timeWords: Record<TimeOfDay, string> = {
  morning: "Morning",
  noon: "Noon",
  dusk: "Dusk",
  night: "Night",
  other: "Another time",
};

/** The light of one state: a dial, its colour and strength, its flicker, and the words it puts into a prompt. */
export function LightPanel({ state, states, edits, light, onDraft, preview }: LightPanelProps) {
  const fixed = edits === undefined;
  // Another state, another light: a draft never outlives its state.
  useEffect(() => () => onDraft(null), [onDraft]);
  const commit = async (change: Partial<Light>, what = `The light of ${state.name} changed`) => {
    onDraft(change);
    const { flicker, ...rest } = change;
    await edits?.changeState(state, { ...rest, ...(flicker ? { flicker: [...flicker] } : {}) }, what);
    onDraft(null);
  };
  return (
    <section aria-label={`Light of ${state.name}`} className="grid content-start gap-4">
      <StateHead state={state} states={states} edits={edits} />
      <div className="flex items-center justify-between gap-3">
        <LightDial
          light={light}
          disabled={fixed}
          onTurn={(angles) => onDraft(angles)}
          onCommit={(angles) => void commit(angles)}
        />
        <div className="grid justify-items-center gap-1 pr-4">
          <LightBall light={light} />
          <span className="num text-muted text-xs">
            {Math.round(light.azimuth)}° · {Math.round(light.elevation)}°
          </span>
        </div>
      </div>
      <div className="grid gap-3">
        <SliderField
          label="Azimuth"
          unit="°"
          value={Math.round(light.azimuth)}
          min={0}
          max={359}
          step={1}
          disabled={fixed}
          help="0 from behind, 90 right, 180 from the camera, 270 left."
          onChange={(azimuth) => onDraft({ azimuth })}
          onCommit={(azimuth) => void commit({ azimuth })}
        />
        <SliderField
          label="Elevation"
          unit="°"
          value={Math.round(light.elevation)}
          min={-90}
          max={90}
          step={1}
          disabled={fixed}
          onChange={(elevation) => onDraft({ elevation })}
          onCommit={(elevation) => void commit({ elevation })}
        />
        <SliderField
          label="Intensity"
          value={Math.round(light.intensity * 100) / 100}
          min={0}
          max={3}
          step={0.05}
          defaultValue={1}
          disabled={fixed}
          help="1 is a plain day."
          onChange={(intensity) => onDraft({ intensity: Math.min(lightLimits.intensity, intensity) })}
          onCommit={(intensity) => void commit({ intensity })}
        />
        <label className="flex items-center justify-between gap-3 font-medium text-sm">
          Colour
          <span className="flex items-center gap-2">
            <span className="code font-normal text-muted">{light.colour}</span>
            <input
              type="color"
              value={light.colour}
              disabled={fixed}
              onChange={({ currentTarget }) => onDraft({ colour: currentTarget.value })}
              onBlur={({ currentTarget }) => {
                if (currentTarget.value !== state.colour) void commit({ colour: currentTarget.value });
              }}
              className="h-8 w-12 cursor-pointer rounded-control border border-edge bg-well p-0.5 pointer-coarse:h-11"
            />
          </span>
        </label>
      </div>
      <div className="grid gap-2">
        <h3 className="text-sm">Flicker</h3>
        <FlickerEditor
          curve={light.flicker}
          disabled={fixed}
          onDraw={(flicker) => onDraft({ flicker })}
          onCommit={(flicker) => void commit({ flicker }, `The flicker of ${state.name} changed`)}
        />
      </div>
      <div className="grid gap-2 border-t pt-3">
        <Switch
          label="Preview on the plate"
          help="Rough: a tint over the flat picture, not a relight."
          checked={preview.on}
          onChange={({ currentTarget }) => preview.set({ on: currentTarget.checked, playing: false })}
        />
        {light.flicker.length > 1 && (
          <Button
            size="sm"
            icon={preview.playing ? <Square /> : <Play />}
            onClick={() => preview.set({ on: true, playing: !preview.playing })}
            className="justify-self-start"
          >
            {preview.playing ? "Stop the flicker" : "Play the flicker"}
          </Button>
        )}
      </div>
      <Words state={state} edits={edits} />
    </section>
  );
}

function StateHead({ state, states, edits }: Pick<LightPanelProps, "state" | "states" | "edits">) {
  const { name, timeOfDay } = state;
  const at = states.findIndex(({ id }) => id === state.id);
  const swap = (by: -1 | 1) => {
    const ids = states.map(({ id }) => id);
    const other = ids[at + by];
    if (other === undefined) return;
    ids[at + by] = state.id;
    ids[at] = other;
    void edits?.orderStates(ids);
  };
  const takeTime = (time: TimeOfDay) => {
    if (time === "other") return edits?.changeState(state, { timeOfDay: time }, `${name} is of another time`);
    const { azimuth, elevation, colour, intensity } = lightPresets[time];
    const values = { timeOfDay: time, azimuth, elevation, colour, intensity };
    return edits?.changeState(state, values, `${name} is lit like ${timeWords[time].toLowerCase()}`);
  };
  return (
    <div className="grid gap-2">
      <div className="flex items-center gap-2">
        <h2 className="min-w-0 flex-1 text-lg">
          <InlineText
            label="Name of the state"
            value={name}
            disabled={!edits}
            check={(text) =>
              text === "" ? "A state has a name." : text.length > 60 ? "At most 60 characters: shorten it." : undefined
            }
            onSave={(text) => void edits?.changeState(state, { name: text }, `${name} is now ${text}`)}
            className="truncate"
          />
        </h2>
        {edits && (
          <Menu
            label={`More for ${name}`}
            align="end"
            items={[
              {
                key: "left",
                label: "Move left",
                icon: <MoveLeft />,
                onSelect: () => swap(-1),
                ...(at === 0 ? { blocked: "It is the first state." } : {}),
              },
              {
                key: "right",
                label: "Move right",
                icon: <MoveRight />,
                onSelect: () => swap(1),
                ...(at === states.length - 1 ? { blocked: "It is the last state." } : {}),
              },
              { key: "remove", label: "Remove", icon: <Trash2 />, onSelect: () => void edits.removeState(state) },
            ]}
            trigger={(attributes) => <IconButton {...attributes} label={`More for ${name}`} icon={<Ellipsis />} />}
          />
        )}
      </div>
      <Select
        aria-label="Time of day"
        value={timeOfDay}
        disabled={!edits}
        options={timesOfDay.map((value) => ({ value, label: timeWords[value] }))}
        onChange={({ currentTarget }) => void takeTime(currentTarget.value as TimeOfDay)}
      />
    </div>
  );
}

/** The phrase a prompt gets: made from the light until a person writes another. */
function Words({ state, edits }: Pick<LightPanelProps, "state" | "edits">) {
  const own = state.phrase !== "";
  return (
    <div className="grid gap-1 border-t pt-3">
      <div className="flex items-center justify-between gap-2">
        <h3 className="text-sm">In prompts</h3>
        <span className="text-muted text-xs">{own ? "Your own words" : "Made from the light"}</span>
      </div>
      <InlineText
        label="Words of this light"
        value={state.words}
        multiline
        disabled={!edits}
        check={(text) => (text.length > 400 ? "At most 400 characters: shorten it." : undefined)}
        onSave={(text) => void edits?.changeState(state, { phrase: text }, "The words of the light changed")}
        className="text-pretty"
      />
      {own && edits && (
        <Button
          size="sm"
          className="justify-self-start"
          onClick={() => void edits.changeState(state, { phrase: "" }, "The words follow the light again")}
        >
          Follow the light again
        </Button>
      )}
    </div>
  );
}
