"use client";

import { useQuery } from "@tanstack/react-query";
import { History, ScanFace } from "lucide-react";
import { useId } from "react";
import { useCan } from "@/components/studio/viewer";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { slotTitle } from "@/contract/profile/angles";
import { directionOf, directionWords } from "@/contract/profile/directions";
import { outdatedWords } from "@/contract/profile/measured-against";
import { FaceCrop } from "./face-crop";
import { LikenessMark, scoreTone } from "./ring";
import { type LikenessFace, useLikenessActs, type VersionLikeness } from "./use-likeness";

/** The faces of one version, each beside the package picture nearest in angle: whose it is, how far apart, how like. */
export function LikenessPanel({ versionId }: { versionId: string }) {
  const trpc = useTRPC();
  const { data, error } = useQuery(trpc.likeness.version.queryOptions({ versionId }));
  const acts = useLikenessActs();
  const may = useCan();
  const heading = useId();
  return (
    <section aria-labelledby={heading} className="grid gap-3">
      <div className="flex min-h-7 items-center justify-between gap-2">
        <h3 id={heading} className="text-sm">
          Likeness
        </h3>
        {data && may("queue passes") && (data.cast.length > 0 || data.faces.length > 0) && (
          <Button
            size="sm"
            icon={<ScanFace />}
            busy={acts.busy || data.waiting}
            onClick={() => void acts.measure({ kind: "version", versionId })}
          >
            {data.waiting ? "Being read" : data.reading ? "Measure again" : "Measure"}
          </Button>
        )}
      </div>
      {error && <p className="text-muted text-xs">{error.message}</p>}
      {data && <Body data={data} acts={acts} editable={may("edit shots")} />}
    </section>
  );
}

interface BodyProps {
  data: VersionLikeness;
  acts: ReturnType<typeof useLikenessActs>;
  editable: boolean;
}

function Body({ data, acts, editable }: BodyProps) {
  const { faces, reading, cast, readers } = data;
  const sure = faces.filter((face) => face.sure || face.characterId !== null);
  const unsure = faces.length - sure.length;
  return (
    <>
      {cast.length === 0 && (
        <p className="text-muted text-xs">The shot casts nobody: add its characters to the cast, then measure.</p>
      )}
      {!reading && cast.length > 0 && (
        <p className="text-muted text-xs">
          {data.waiting ? "A node is reading this picture." : "No node has read the faces of this picture yet."}
        </p>
      )}
      {reading && sure.length === 0 && (
        <p className="text-muted text-xs">No face found in this picture. Drawn faces and backs rarely are.</p>
      )}
      {sure.length > 0 && data.outdated.length > 0 && (
        <p role="status" className="grid grid-cols-[20px_1fr] text-xs">
          <History aria-hidden className="mt-px size-4 stroke-[1.5] text-muted" />
          {outdatedWords(data.outdated)}
        </p>
      )}
      <ul className="grid gap-4">
        {sure.map((face) => (
          <FaceBeside key={face.id} {...{ face, data, acts, editable }} />
        ))}
      </ul>
      {unsure > 0 && (
        <p className="num text-muted text-xs">
          {unsure} more {unsure === 1 ? "shape" : "shapes"} that may be no face {unsure === 1 ? "was" : "were"} left
          out.
        </p>
      )}
      {cast.length > 0 && readers.lacks.length > 0 && (
        <details className="text-muted text-xs">
          <summary className="w-fit rounded-control hover:text-text">No scores: what is missing</summary>
          <ul className="mt-1 grid list-disc gap-1 pl-4">
            {readers.lacks.map((lack) => (
              <li key={lack}>{lack}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function FaceBeside({ face, data, acts, editable }: BodyProps & { face: LikenessFace }) {
  const { nearest, score, angleApart, characterId } = face;
  const control = useId();
  const who = data.cast.find(({ id }) => id === characterId)?.name;
  const direction = nearest && directionOf(nearest);
  const beside = { stale: data.outdated.length > 0, outdated: data.outdated };
  const looks = directionWords(face.face);
  const name = (id: string) => data.cast.find((one) => one.id === id)?.name ?? "";
  return (
    <li className="grid gap-2">
      <div className="grid grid-cols-2 gap-2">
        <figure className="grid gap-1">
          <FaceCrop picture={data.picture} face={face.face} alt={`Face of this version, looks ${looks}`} />
          <figcaption className="num text-muted text-xs">Here: {looks}</figcaption>
        </figure>
        <figure className="grid gap-1">
          <FaceCrop
            picture={nearest?.picture ?? null}
            face={nearest?.face ?? null}
            alt={who && nearest ? `Nearest package picture of ${who}` : ""}
          />
          <figcaption className="num text-muted text-xs">
            {nearest
              ? `${nearest.slot ? slotTitle(nearest.slot) : "Package"}: ${direction ? directionWords(direction) : "angle unknown"}`
              : who
                ? `No picture of ${who} with a known angle`
                : "Nobody said whose face this is"}
          </figcaption>
        </figure>
      </div>
      <div className="flex min-h-8 items-center gap-3">
        <LikenessMark
          row={
            score === null
              ? { state: "no score", value: null, faces: 1, unassigned: characterId ? 0 : 1, ...beside }
              : { state: "scored", value: score, faces: 1, unassigned: 0, ...beside }
          }
          lacks={data.readers.lacks}
        />
        <span className="num min-w-0 flex-1 text-muted text-xs">
          {score !== null && `${scoreTone(score).word} · `}
          {angleApart === null ? "" : `${Math.round(angleApart)}° apart, rough`}
        </span>
        {editable && data.cast.length > 0 ? (
          <span className="w-36 shrink-0">
            <label htmlFor={control} className="sr-only">
              Whose face is this
            </label>
            <Select
              id={control}
              value={characterId ?? (face.byHand ? "nobody" : "")}
              placeholder="Whose face?"
              options={[
                ...data.cast.map(({ id, name }) => ({ value: id, label: name })),
                { value: "nobody", label: "Nobody of the cast" },
              ]}
              onChange={({ currentTarget: { value } }) =>
                void acts.assign(face, value === "nobody" ? null : value, name(value))
              }
            />
          </span>
        ) : (
          who && <span className="shrink-0 text-sm">{who}</span>
        )}
      </div>
      {face.by !== null && characterId !== null && <p className="text-muted text-xs">{byWords(face)}</p>}
    </li>
  );
}

const byWords = ({ by, byHand }: Pick<LikenessFace, "by" | "byHand">): string =>
  byHand
    ? `Said by ${by}`
    : by === "model"
      ? "Found by the team's face model"
      : "The only face, and the only one in the cast";
