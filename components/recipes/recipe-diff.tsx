"use client";

import { useMemo, useState } from "react";
import { nameOf, type Version, versionBefore } from "@/components/storyboard/version-words";
import { Select } from "@/components/ui/select";
import { diffRecipes, type RecipeChange } from "@/contract/recipe/diff";
import type { WordPiece } from "@/contract/recipe/words-diff";
import { useForms } from "./use-forms";

interface RecipeDiffProps {
  version: Version;
  versions: readonly Version[];
}

/** What the recipe of a version does not share with another's: only that, numbers with how far they moved, prompts by words. */
export function RecipeDiff({ version, versions }: RecipeDiffProps) {
  const others = versions.filter(({ id, recipe }) => id !== version.id && recipe !== null);
  const first = versionBefore(others, version) ?? others.at(-1);
  const [chosen, setChosen] = useState<string>();
  const other = others.find(({ id }) => id === chosen) ?? first;
  const forms = useForms();
  const changes = useMemo(() => {
    const fields = forms?.find(({ id }) => id === version.recipe?.pass);
    return version.recipe && other?.recipe
      ? diffRecipes(other.recipe, version.recipe, fields ? [...fields.fields, ...fields.ownFields] : [])
      : [];
  }, [version, other, forms]);
  if (!version.recipe || !other) return null;
  return (
    <section aria-label="What differs" className="grid gap-2">
      <div className="flex items-center gap-2">
        <h3 className="shrink-0 text-sm">Differs from</h3>
        <div className="min-w-0">
          <Select
            aria-label="Compare the recipe with"
            value={other.id}
            options={others.toReversed().map((one) => ({ value: one.id, label: label(one) }))}
            onChange={(event) => setChosen(event.currentTarget.value)}
            className="h-7"
          />
        </div>
      </div>
      {changes.length === 0 ? (
        <p className="text-muted text-sm">Nothing: the same pass, settings, seed and inputs.</p>
      ) : (
        <dl className="grid gap-2">
          {changes.map((change) => (
            <Change key={change.key} change={change} />
          ))}
        </dl>
      )}
    </section>
  );
}

/** Staged ones have no number: when they were made tells them apart. */
const label = (version: Version): string =>
  version.number !== null
    ? nameOf(version)
    : `${nameOf(version)}, ${new Intl.DateTimeFormat("en-GB", { dateStyle: "short", timeStyle: "short" }).format(new Date(version.createdAt))}`;

function Change({ change: { title, before, after, by, words } }: { change: RecipeChange }) {
  return (
    <div className="grid gap-0.5">
      <dt className="text-muted text-xs">{title}</dt>
      <dd className="num min-w-0 break-words text-sm">
        {words ? (
          <Words pieces={words} />
        ) : (
          <>
            <span className={before === null ? "text-muted" : ""}>{before ?? "not there"}</span>
            <span aria-hidden className="text-muted">
              {" → "}
            </span>
            <span className="sr-only">, now </span>
            <span className={after === null ? "text-muted" : "font-medium"}>{after ?? "not there"}</span>
            {by !== undefined && <span className="text-muted">{` (${by > 0 ? "+" : "−"}${Math.abs(by)})`}</span>}
          </>
        )}
      </dd>
    </div>
  );
}

/** Gone words are struck, new ones underlined: colour alone would say nothing. */
function Words({ pieces }: { pieces: readonly WordPiece[] }) {
  return (
    <span dir="auto" className="whitespace-pre-wrap">
      {pieces.map(({ kind, text }, n) =>
        kind === "same" ? (
          <span key={`${n}${kind}`} className="text-muted">
            {text}
          </span>
        ) : kind === "gone" ? (
          <del key={`${n}${kind}`} className="text-muted decoration-danger decoration-2">
            {text}
          </del>
        ) : (
          <ins key={`${n}${kind}`} className="font-medium decoration-accent decoration-2">
            {text}
          </ins>
        ),
      )}
    </span>
  );
}
