"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Thumb } from "@/components/media/thumb";
import { InlineText } from "@/components/script/inline-text";
import { messageOf } from "@/components/studio/problem";
import { type Input, useTRPC, useTRPCClient } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { notify } from "@/components/ui/notify";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { slotTitle } from "@/contract/profile/angles";
import { lostApprovalWords } from "@/contract/profile/lost-approval";
import { depictsOptions, lacksConsent, rightsState } from "../rights-state";
import type { Character } from "../use-character-edits";
import { useShown } from "../use-shown";

type Image = Character["packages"][number]["images"][number];
type Change = Input["profiles"]["tell"]["changes"][number];
type Facts = Change["set"];

interface RightsTabProps {
  character: Character;
  editable: boolean;
  /** May take a person's consent back, whatever was decided. */
  withdraws: boolean;
}

/** Whose the pictures are: source, licence, whom they show and whether that person agreed. */
export function RightsTab({ character, editable, withdraws }: RightsTabProps) {
  const { name, packages } = character;
  const tell = useTell(character);
  const state = rightsState(packages.flatMap(({ images }) => images));
  return (
    <div className="grid gap-8">
      <p role="status" className="max-w-prose">
        {state.blocking > 0 ? (
          <strong className="text-danger">
            {state.blocking === 1
              ? "1 picture shows a real person without consent"
              : `${state.blocking} pictures show a real person without consent`}
            : {name} cannot be approved.
          </strong>
        ) : state.pictures === 0 ? (
          "No pictures yet."
        ) : (
          "No picture stands in the way of approval."
        )}{" "}
        <span className="text-muted">
          {state.unsaid > 0 &&
            `Of ${state.unsaid} it is not said whom ${state.unsaid === 1 ? "it shows" : "they show"}. `}
          {state.unsourced > 0 && `${state.unsourced} without a source. `}
          {state.unlicensed > 0 && `${state.unlicensed} without a licence.`}
        </span>
      </p>
      {packages.map(
        ({ id, name: outfit, images, status }) =>
          images.length > 0 && (
            <Section key={id} title={outfit} count={images.length}>
              <ul className="border-t">
                {images.map((image) => (
                  <li key={image.id} className="border-b py-3">
                    <Row
                      image={image}
                      editable={editable && status !== "locked"}
                      withdraws={withdraws}
                      others={images.length - 1}
                      onTell={(set) => tell([image], set)}
                      onAll={() => {
                        const { source, licence, depicts } = image;
                        return tell(images, { source, licence, depicts });
                      }}
                    />
                  </li>
                ))}
              </ul>
            </Section>
          ),
      )}
    </div>
  );
}

interface RowProps {
  image: Image;
  editable: boolean;
  /** May take a consent back, also where nothing else may change. */
  withdraws: boolean;
  others: number;
  onTell: (set: Facts) => Promise<string | undefined>;
  onAll: () => Promise<string | undefined>;
}

function Row({ image, editable, withdraws, others, onTell, onAll }: RowProps) {
  const { slot, name, source, licence, consent, depicts, picture } = image;
  const [problem, setProblem] = useState<string>();
  const [ticked, setTicked] = useShown(consent);
  const [shows, setShows] = useShown(depicts);
  const title = slot ? slotTitle(slot) : "Candidate";
  const save = (set: Facts) =>
    void onTell(set).then((refusal) => {
      setProblem(refusal);
      if (refusal === undefined) return;
      setTicked(consent);
      setShows(depicts);
    });
  const text = (label: string, field: "source" | "licence", value: string, placeholder: string) => (
    <div className="grid min-w-0 content-start gap-0.5">
      <span className="text-muted text-xs">{label}</span>
      <InlineText
        label={`${label} of ${title}`}
        value={value}
        placeholder={editable ? placeholder : "Not given"}
        disabled={!editable}
        onSave={(next) => save({ [field]: next })}
        className="break-words"
      />
    </div>
  );
  return (
    <article
      aria-label={`${title}${name ? `, ${name}` : ""}`}
      className="grid grid-cols-[56px_minmax(0,1fr)] items-start gap-x-4 gap-y-2 sm:grid-cols-[56px_minmax(0,1fr)_minmax(0,1fr)_150px_minmax(0,150px)]"
    >
      <span className="grid gap-1 max-sm:row-span-4">
        <Thumb media={picture} alt="" ratio={4 / 5} sizes="56px" />
        <span className="text-balance text-muted text-xs">{title}</span>
      </span>
      {text("Source", "source", source, "Who made it, or where it is from")}
      {text("Licence", "licence", licence, "CC BY 4.0")}
      <div className="grid content-start gap-0.5">
        <span className="text-muted text-xs">Shows</span>
        <Select
          aria-label={`Whom ${title} shows`}
          options={depictsOptions}
          value={shows}
          disabled={!editable}
          onChange={({ currentTarget }) => {
            const next = depictsOptions.find(({ value }) => value === currentTarget.value);
            if (!next) return;
            setShows(next.value);
            save({ depicts: next.value });
          }}
        />
      </div>
      <div className="grid content-start gap-1">
        {(ticked || shows === "person" || shows === "unknown") && (
          <Checkbox
            label="Consent given"
            checked={ticked}
            disabled={!editable && !(withdraws && ticked)}
            onChange={({ currentTarget: { checked } }) => {
              setTicked(checked);
              save({ consent: checked });
            }}
          />
        )}
        {lacksConsent(image) && <span className="text-danger text-xs">A person who did not agree yet</span>}
        {editable && others > 0 && (
          <Button
            size="sm"
            variant="quiet"
            className="justify-self-start"
            onClick={() => void onAll().then(setProblem)}
          >
            Same for the others
          </Button>
        )}
        {problem !== undefined && (
          <p role="alert" className="text-danger text-xs">
            {problem}
          </p>
        )}
      </div>
    </article>
  );
}

/** Writes facts of pictures of one package; seen at once, put back when refused, with an undo. */
function useTell({ projectId, code }: Character) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const queryKey = trpc.characters.get.queryKey({ projectId, code });
  const refresh = () => queries.invalidateQueries({ queryKey });
  return async (images: readonly Image[], set: Facts): Promise<string | undefined> => {
    const ids = new Set(images.map(({ id }) => id));
    await queries.cancelQueries({ queryKey });
    queries.setQueryData(
      queryKey,
      (now) =>
        now && {
          ...now,
          packages: now.packages.map((outfit) => ({
            ...outfit,
            images: outfit.images.map((image) => (ids.has(image.id) ? ({ ...image, ...set } as Image) : image)),
          })),
        },
    );
    const send = (changes: Change[]) => client.profiles.tell.mutate({ changes });
    try {
      const was = ({ source, licence, consent, depicts }: Image) => ({ source, licence, consent, depicts });
      const { before, lost } = await send(images.map((image) => ({ imageId: image.id, set, was: was(image) })));
      const undo = () =>
        void send(before).then(refresh, (error) => notify({ title: messageOf(error), tone: "danger" }));
      const count = images.length === 1 ? "a picture" : `${images.length} pictures`;
      const description = lost ? { description: lostApprovalWords(lost) } : {};
      notify({ title: `Rights of ${count} changed`, ...description, id: "rights", undo });
    } catch (error) {
      return messageOf(error);
    } finally {
      await refresh();
    }
    return undefined;
  };
}
