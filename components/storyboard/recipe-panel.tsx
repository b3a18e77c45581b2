"use client";

import { lazy, Suspense } from "react";
import { ForeignFacts } from "@/components/media/foreign-facts";
import { mediaUrl } from "@/components/media/url";
import { Copyable } from "@/components/studio/copyable";
import { Fact, Facts } from "@/components/studio/facts";
import { Badge } from "@/components/ui/badge";
import { valueText } from "@/contract/recipe/value-text";
import { nameOf, originOf, passTitle, type Version } from "./version-words";

const RecipeActs = lazy(() =>
  import("@/components/recipes/recipe-acts").then((file) => ({ default: file.RecipeActs })),
);
const RecipeDiff = lazy(() =>
  import("@/components/recipes/recipe-diff").then((file) => ({ default: file.RecipeDiff })),
);
const UseAsRecipe = lazy(() =>
  import("@/components/recipes/use-as-recipe").then((file) => ({ default: file.UseAsRecipe })),
);
const UseOwnRecipe = lazy(() =>
  import("@/components/recipes/use-own-recipe").then((file) => ({ default: file.UseOwnRecipe })),
);

/** What made a version: pass, values, seed, inputs by content, node and engine. A picture brought by hand says so. */
export function RecipePanel({ version, versions }: { version: Version; versions: readonly Version[] }) {
  const { recipe, nodeName, engine, algorithm, rough, warnings, seed } = version;
  const parents = versions.filter(({ id }) => version.parents.includes(id));
  return (
    <div className="grid gap-5 px-4 py-4">
      <Facts title={nameOf(version)}>
        <Fact label="How">
          {originOf(version)} {rough && <Badge>rough</Badge>}
        </Fact>
        {version.title !== "" && (
          <Fact label="Title">
            <span dir="auto">{version.title}</span>
          </Fact>
        )}
        {parents.length > 0 && <Fact label="Made from">{parents.map(nameOf).join(", ")}</Fact>}
        <Fact label="Pixels">
          {version.picture.width} × {version.picture.height}
        </Fact>
        <Fact label="Content">
          <Hash sha256={version.sha256} />
        </Fact>
        {nodeName && <Fact label="Node">{nodeName}</Fact>}
        {engine && <Fact label="Engine">{engine}</Fact>}
        {algorithm && <Fact label="Method">{algorithm}</Fact>}
        {seed !== null && (
          <Fact label="Seed">
            <Copyable what="seed" value={String(seed)} />
          </Fact>
        )}
      </Facts>
      <Suspense fallback={<div className="h-7" />}>
        <RecipeActs key={version.id} version={version} versions={versions} />
      </Suspense>
      {!recipe && (
        <ForeignFacts
          mediaId={version.picture.id}
          act={(settings) => (
            <Suspense fallback={<div className="h-7" />}>
              <UseAsRecipe version={version} settings={settings} />
            </Suspense>
          )}
          own={(own) => (
            <Suspense fallback={null}>
              <UseOwnRecipe version={version} own={own} />
            </Suspense>
          )}
        />
      )}
      {warnings.length > 0 && (
        <ul className="grid gap-1 border-status-hold border-l-2 pl-3 text-sm">
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
      {recipe && (
        <>
          <Suspense fallback={null}>
            <RecipeDiff key={version.id} version={version} versions={versions} />
          </Suspense>
          <Facts title={`Values of ${passTitle(recipe.pass)} ${recipe.passVersion}`}>
            {Object.entries(recipe.params).map(([name, value]) => (
              <Fact key={name} label={passTitle(name.replaceAll(/([A-Z])/g, "-$1").toLowerCase())}>
                <span dir="auto">{valueText(value)}</span>
              </Fact>
            ))}
          </Facts>
          {recipe.inputs.length > 0 && (
            <Facts title="Inputs">
              {recipe.inputs.map(({ slot, mediaId, sha256 }) => (
                <Fact key={`${slot}${mediaId}`} label={passTitle(slot)}>
                  <span className="flex items-center gap-2">
                    <img
                      src={mediaUrl(mediaId)}
                      alt=""
                      loading="lazy"
                      className="h-6 w-10 rounded-picture bg-well object-cover"
                    />
                    <Hash sha256={sha256} />
                  </span>
                </Fact>
              ))}
              {recipe.mask && (
                <Fact label="Mask">
                  <Hash sha256={recipe.mask.pixelSha256} />
                </Fact>
              )}
            </Facts>
          )}
        </>
      )}
    </div>
  );
}

const Hash = ({ sha256 }: { sha256: string }) => <Copyable what="SHA-256" value={sha256} shown={sha256.slice(0, 12)} />;
