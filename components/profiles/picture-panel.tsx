"use client";

import { Columns2, Expand, Star, Trash2, Wand } from "lucide-react";
import { lazy, type ReactNode, Suspense, useDeferredValue, useId } from "react";
import { mediaUrl } from "@/components/media/url";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { slotIds, slotTitle } from "@/contract/profile/angles";
import { checkImage, middleSharpness } from "@/contract/profile/checks";
import { usualExpressions, usualLightings } from "@/contract/profile/coverage";
import { directionOf, directionWords, nearestSlot } from "@/contract/profile/directions";
import { CheckList } from "./check-words";
import { depictsOptions, originWords, sharedRights } from "./rights-words";
import { SignOff } from "./sign-off";
import type { Facts, PackageActs } from "./use-package-acts";
import { type PackageImage, useFocus, useImage, useOfAll, useSelection, useStore } from "./use-package-store";

const PictureExtras = lazy(() =>
  import("@/components/sheets/picture-extras").then((file) => ({ default: file.PictureExtras })),
);

interface PicturePanelProps {
  /** The character's code, and the package: where clips and sheets lead back to. */
  code: string;
  packageId: string;
  editable: boolean;
  /** May sign off and approve. */
  decides: boolean;
  heroId: string | null;
  acts: PackageActs;
  onHero: (mediaId: string) => void;
  onLook: (id: string) => void;
  onCompare: () => void;
}

/** Everything about the picture in hand, or about several that are selected. */
export function PicturePanel(props: PicturePanelProps) {
  // Deferred: a key paints the two cells it touches first, the details a moment later.
  const selection = useDeferredValue(useSelection());
  const focus = useDeferredValue(useFocus());
  if (selection.size > 1) return <SeveralPanel {...props} ids={[...selection]} />;
  return (
    <section aria-label="Picture" className="grid content-start gap-3">
      {focus === null ? (
        <>
          <p className="text-muted text-xs">
            Choose a picture: its angle, light, checks and rights stand here.
            {props.editable && " K keeps, J discards, U leaves open; 1–9 put it in an angle, 0 back to the candidates."}
          </p>
          <RightsOfAll />
        </>
      ) : (
        <OnePanel key={focus} {...props} id={focus} />
      )}
    </section>
  );
}

/** Source and licence, said once where they hold for every picture. */
function RightsOfAll() {
  const words = useOfAll(sharedRights);
  return words === undefined ? null : <p className="text-muted text-xs">Every picture: {words}</p>;
}

function OnePanel({
  id,
  code,
  packageId,
  editable,
  decides,
  heroId,
  acts,
  onHero,
  onLook,
  onCompare,
}: PicturePanelProps & { id: string }) {
  const image = useImage(id);
  const middle = useOfAll(middleSharpness);
  if (!image) return null;
  const { name, picture, slot } = image;
  const tell = (set: Facts, what: string) => acts.tell([{ imageId: id, set }], what);
  return (
    <>
      <div className="flex items-start justify-between gap-2">
        <h2 className="min-w-0 text-sm">
          <span className="block truncate" data-tip={name}>
            {name}
          </span>
          <span className="num block font-normal text-muted text-xs">
            {picture.width} × {picture.height} · {originWords(image)}
          </span>
        </h2>
        <div className="flex shrink-0">
          <IconButton label="Look closer" keys="Space" icon={<Expand />} onClick={() => onLook(id)} />
          <IconButton label="Compare" keys="c" icon={<Columns2 />} onClick={onCompare} />
          {editable && (
            <>
              <IconButton
                label={picture.id === heroId ? "It is the main picture" : "Make it the main picture"}
                icon={<Star />}
                pressed={picture.id === heroId}
                onClick={() => onHero(picture.id)}
              />
              <IconButton label="Remove" keys="Delete" icon={<Trash2 />} onClick={() => void acts.remove([id])} />
            </>
          )}
        </div>
      </div>
      <Row label="Place">
        {(control) =>
          editable ? (
            <Select
              {...control}
              value={slot ?? ""}
              options={[
                { value: "", label: "Candidates" },
                ...slotIds.map((value) => ({ value, label: slotTitle(value) })),
              ]}
              onChange={({ currentTarget: { value } }) =>
                void acts.place(id, slotIds.find((one) => one === value) ?? null)
              }
            />
          ) : (
            <span className="text-sm">{slot ? slotTitle(slot) : "Candidates"}</span>
          )
        }
      </Row>
      <AngleFields image={image} editable={editable} acts={acts} onTell={tell} />
      <WordFields image={image} editable={editable} onTell={tell} />
      <CheckList checks={checkImage(image, middle)} />
      <RightsFields image={image} editable={editable} onTell={tell} />
      {slot !== null && <SignOff image={image} editable={editable} decides={decides} acts={acts} />}
      <Suspense fallback={null}>
        <PictureExtras {...{ image, editable, code, packageId }} onPrompt={(prompt) => tell({ prompt }, "Prompt")} />
      </Suspense>
      <a
        href={mediaUrl(picture.id, "original")}
        target="_blank"
        rel="noopener"
        className="w-fit text-muted text-xs underline underline-offset-2 hover:text-text"
      >
        Open the original file
      </a>
    </>
  );
}

type Tell = (set: Facts, what: string) => Promise<boolean>;
interface FieldsProps {
  image: PackageImage;
  editable: boolean;
  onTell: Tell;
}

function AngleFields({ image, editable, acts, onTell }: FieldsProps & { acts: PackageActs }) {
  const { yaw, pitch, angleBy, slot, checks } = image;
  const told = yaw !== null || pitch !== null;
  const direction = directionOf(image);
  const near = told && direction ? nearestSlot(direction) : null;
  const save = (field: "yaw" | "pitch") => (text: string) => {
    const value = text.trim() === "" ? null : Math.round(Number(text.replace(",", ".")));
    if (value !== null && !Number.isFinite(value)) return;
    const range = field === "yaw" ? 180 : 90;
    void onTell({ [field]: value === null ? null : Math.min(range, Math.max(-range, value)) }, "Angle");
  };
  const number = (value: number | null) => (value === null ? "" : String(Math.round(value)));
  return (
    <div className="grid gap-1">
      <div className="grid grid-cols-2 gap-2">
        <Row label="Turned" hint="Degrees: left is negative, 180 is from behind">
          {(control) => <TextCell {...control} value={number(yaw)} unit="°" editable={editable} onSave={save("yaw")} />}
        </Row>
        <Row label="Tilted" hint="Degrees: up is positive">
          {(control) => (
            <TextCell {...control} value={number(pitch)} unit="°" editable={editable} onSave={save("pitch")} />
          )}
        </Row>
      </div>
      <p className="flex min-h-6 flex-wrap items-center gap-x-2 text-muted text-xs">
        {told && direction ? (
          <>
            <span>
              Looks {directionWords(direction)}, {angleBy === "node" ? "rough, by a node" : "by hand"}.
            </span>
            {editable && near?.within && slot !== near.slot && (
              <button
                type="button"
                className="text-accent-text underline underline-offset-2"
                onClick={() => void acts.place(image.id, near.slot)}
              >
                Put it in {slotTitle(near.slot)}
              </button>
            )}
          </>
        ) : (
          <span className="flex items-start gap-1.5">
            <Wand aria-hidden className="size-3.5 shrink-0 stroke-[1.5]" />
            {checks?.face
              ? "Auto: the node is unsure of this face. Set the angle by hand."
              : "Auto: no node has read a face here. Set the angle by hand, or drag it onto a slot."}
          </span>
        )}
      </p>
    </div>
  );
}

function WordFields({ image, editable, onTell }: FieldsProps) {
  return (
    <div className="grid grid-cols-2 gap-2">
      <WordField
        label="Light"
        value={image.lighting}
        usual={usualLightings}
        editable={editable}
        onSave={(lighting) => void onTell({ lighting }, "Light")}
      />
      <WordField
        label="Expression"
        value={image.expression}
        usual={usualExpressions}
        editable={editable}
        onSave={(expression) => void onTell({ expression }, "Expression")}
      />
    </div>
  );
}

interface WordFieldProps {
  label: string;
  value: string;
  usual: readonly string[];
  editable: boolean;
  onSave: (text: string) => void;
}

function WordField({ label, value, usual, editable, onSave }: WordFieldProps) {
  const list = useId();
  return (
    <Row label={label}>
      {(control) => (
        <>
          <TextCell {...control} value={value} list={list} editable={editable} onSave={onSave} />
          <datalist id={list}>
            {usual.map((word) => (
              <option key={word} value={word} />
            ))}
          </datalist>
        </>
      )}
    </Row>
  );
}

function RightsFields({ image, editable, onTell }: FieldsProps) {
  const { depicts, consent, source, licence } = image;
  return (
    <div className="grid gap-2 border-t pt-3">
      <Row label="It shows">
        {(control) => (
          <Select
            {...control}
            disabled={!editable}
            value={depicts}
            options={depictsOptions}
            onChange={({ currentTarget: { value } }) => {
              const chosen = depictsOptions.find((one) => one.value === value);
              if (chosen) void onTell({ depicts: chosen.value }, "What it shows");
            }}
          />
        )}
      </Row>
      {depicts === "person" && (
        <Checkbox
          label="The person has agreed to this use"
          checked={consent}
          disabled={!editable}
          onChange={({ currentTarget }) => void onTell({ consent: currentTarget.checked }, "Consent")}
        />
      )}
      <div className="grid grid-cols-2 gap-2">
        <Row label="Source">
          {(control) => (
            <TextCell
              {...control}
              value={source}
              editable={editable}
              onSave={(text) => void onTell({ source: text }, "Source")}
            />
          )}
        </Row>
        <Row label="Licence">
          {(control) => (
            <TextCell
              {...control}
              value={licence}
              editable={editable}
              onSave={(text) => void onTell({ licence: text }, "Licence")}
            />
          )}
        </Row>
      </div>
    </div>
  );
}

function SeveralPanel({ ids, editable, acts, onCompare }: PicturePanelProps & { ids: readonly string[] }) {
  const store = useStore();
  const all = (set: Facts, what: string) =>
    acts.tell(
      ids.map((imageId) => ({ imageId, set })),
      what,
    );
  return (
    <section aria-label="Selected pictures" className="grid content-start gap-3">
      <div className="flex items-center justify-between gap-2">
        <h2 className="num text-sm">{ids.length} pictures selected</h2>
        <Button size="sm" variant="quiet" onClick={() => store.select([])}>
          Clear
        </Button>
      </div>
      {editable && (
        <>
          <div className="flex flex-wrap gap-2">
            <Button size="sm" keys="k" onClick={() => acts.judge(ids, true)}>
              Keep
            </Button>
            <Button size="sm" keys="j" onClick={() => acts.judge(ids, false)}>
              Discard
            </Button>
            <Button size="sm" keys="u" onClick={() => acts.judge(ids, null)}>
              Undecided
            </Button>
            <Button size="sm" icon={<Trash2 />} onClick={() => void acts.remove(ids)}>
              Remove
            </Button>
          </div>
          <div className="grid grid-cols-2 gap-2">
            <WordField
              label="Light of all"
              value=""
              usual={usualLightings}
              editable
              onSave={(lighting) => void all({ lighting }, "Light")}
            />
            <WordField
              label="Expression of all"
              value=""
              usual={usualExpressions}
              editable
              onSave={(expression) => void all({ expression }, "Expression")}
            />
          </div>
          <Row label="They show">
            {(control) => (
              <Select
                {...control}
                value=""
                placeholder="Choose for all"
                options={depictsOptions}
                onChange={({ currentTarget: { value } }) => {
                  const chosen = depictsOptions.find((one) => one.value === value);
                  if (chosen) void all({ depicts: chosen.value }, "What they show");
                }}
              />
            )}
          </Row>
          <Button size="sm" variant="quiet" onClick={() => void all({ consent: true }, "Consent")}>
            The people shown have agreed
          </Button>
        </>
      )}
      {ids.length === 2 && (
        <Button size="sm" keys="c" icon={<Columns2 />} onClick={onCompare}>
          Compare the two
        </Button>
      )}
    </section>
  );
}

interface Control {
  id: string;
}

function Row({ label, hint, children }: { label: string; hint?: string; children: (control: Control) => ReactNode }) {
  const id = useId();
  return (
    <div className="grid gap-0.5">
      <label htmlFor={id} className="text-muted text-xs" {...(hint ? { "data-tip": hint } : {})}>
        {label}
      </label>
      {children({ id })}
    </div>
  );
}

interface TextCellProps extends Control {
  value: string;
  unit?: string;
  list?: string;
  editable: boolean;
  onSave: (text: string) => void;
}

/** Saves when one leaves it or presses Enter; Escape puts back what stood there. */
function TextCell({ value, editable, onSave, unit, ...rest }: TextCellProps) {
  return (
    <Input
      {...rest}
      {...(unit ? { unit, inputMode: "numeric" as const } : {})}
      key={value}
      defaultValue={value}
      readOnly={!editable}
      autoComplete="off"
      onBlur={({ currentTarget }) => {
        if (editable && currentTarget.value.trim() !== value) onSave(currentTarget.value.trim());
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") event.currentTarget.value = value;
        if (event.key === "Enter" || event.key === "Escape") event.currentTarget.blur();
      }}
    />
  );
}
