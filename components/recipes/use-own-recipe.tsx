"use client";

import { useQuery } from "@tanstack/react-query";
import { WandSparkles } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { passTitle, type Version } from "@/components/storyboard/version-words";
import { Fact, Facts } from "@/components/studio/facts";
import { useCan } from "@/components/studio/viewer";
import { useTRPC, useTRPCClient } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { changedParams } from "@/contract/recipe/diff";
import type { OwnRecipe } from "@/contract/recipe/own";
import { valueText } from "@/contract/recipe/value-text";
import { PinnedInputs } from "./pinned-inputs";
import { useForms } from "./use-forms";

const RunDialog = lazy(() => import("./run-dialog").then((file) => ({ default: file.RunDialog })));

interface UseOwnRecipeProps {
  version: Version;
  own: { recipe: OwnRecipe; intact: boolean };
}

/** The recipe a file of Backlot carries: what it says, whether somebody changed it, and the way to run it here. */
export function UseOwnRecipe({ version, own: { recipe, intact } }: UseOwnRecipeProps) {
  const can = useCan();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const [asking, setAsking] = useState(false);
  const forms = useForms();
  const sha256 = [...new Set(recipe.inputs.map((input) => input.sha256))];
  const mayQueue = can("queue passes");
  const { data: found } = useQuery(trpc.recipes.findInputs.queryOptions({ sha256 }, { enabled: mayQueue }));
  const pass = forms?.find(({ id }) => id === recipe.pass);
  const fields = pass ? [...pass.fields, ...pass.ownFields] : [];
  const inputs = recipe.inputs.map((input) => {
    const picture = found?.find((one) => one.sha256 === input.sha256)?.picture ?? null;
    const title = pass?.inputs[input.slot]?.title ?? passTitle(input.slot);
    return { ...input, title, picture, there: picture !== null };
  });
  // A parameter of another version of the pass has no field here.
  const known = Object.fromEntries(
    Object.entries(recipe.parameters).filter(([name]) => fields.some((field) => field.name === name)),
  );
  const dropped = changedParams(known, recipe.parameters);
  const gone = inputs.find(({ there }) => !there);
  const bySlot = Object.fromEntries(
    inputs.map(({ slot }) => [
      slot,
      inputs.filter((one) => one.slot === slot).flatMap(({ picture }) => picture?.id ?? []),
    ]),
  );
  return (
    <>
      <Facts title={`The file says: made with Backlot, ${pass?.title ?? recipe.pass} ${recipe.version}`}>
        {Object.entries(recipe.parameters).map(([name, value]) => {
          const field = fields.find((one) => one.name === name);
          return (
            <Fact key={name} label={field?.title ?? passTitle(name)}>
              <span dir="auto">{valueText(value, field)}</span>
            </Fact>
          );
        })}
        {recipe.seed !== null && recipe.parameters.seed === undefined && <Fact label="Seed">{recipe.seed}</Fact>}
      </Facts>
      {!intact && (
        <p className="border-status-hold border-l-2 pl-3 text-sm">
          Somebody changed this recipe after it was written: the picture may be of another one.
        </p>
      )}
      {mayQueue && (
        <Button
          size="sm"
          icon={<WandSparkles />}
          className="justify-self-start"
          onClick={() => setAsking(true)}
          {...(forms && !pass ? { blocked: `This studio does not know the pass ${recipe.pass}.` } : {})}
        >
          Use as recipe
        </Button>
      )}
      <Suspense fallback={null}>
        {asking && pass && (
          <RunDialog
            title={`${pass.title} as in the file`}
            description="Filled with what the file says. What you change is marked."
            pass={pass}
            start={known}
            original={known}
            place={{ versionId: null, pinned: bySlot }}
            blocked={
              gone
                ? `${gone.title}: the picture it was made from (${gone.sha256.slice(0, 12)}) is not in this studio. Bring it first.`
                : undefined
            }
            onQueue={({ params, count, roughAllowed }) =>
              client.renders.submit.mutate({
                ...{ versionId: version.id, pass: pass.id, params, inputs: bySlot, count, roughAllowed },
              })
            }
            onClose={() => setAsking(false)}
          >
            <PinnedInputs inputs={inputs} />
            {(recipe.version !== pass.version || dropped.length > 0) && (
              <p className="text-muted text-xs">
                {recipe.version !== pass.version &&
                  `The pass was version ${recipe.version} then and is ${pass.version} now. `}
                {dropped.length > 0 && `Not known any more: ${dropped.join(", ")}.`}
              </p>
            )}
          </RunDialog>
        )}
      </Suspense>
    </>
  );
}
