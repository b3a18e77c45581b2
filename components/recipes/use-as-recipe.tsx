"use client";

import { Brush, WandSparkles } from "lucide-react";
import { lazy, Suspense, useMemo, useState } from "react";
import { handOver } from "@/components/pass-form/hand-over";
import { useModels } from "@/components/pass-form/model-picker";
import type { Version } from "@/components/storyboard/version-words";
import { useProject } from "@/components/studio/project";
import { useCan } from "@/components/studio/viewer";
import { useTRPCClient } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import type { ForeignSettings } from "@/contract/recipe/foreign/settings";
import { takeForeign } from "@/contract/recipe/use/take-foreign";
import { SettingLines } from "./setting-lines";
import { useForms } from "./use-forms";

const RunDialog = lazy(() => import("./run-dialog").then((file) => ({ default: file.RunDialog })));

interface UseAsRecipeProps {
  version: Version;
  settings: ForeignSettings;
}

/** The settings another tool left in a file, as a request of one of our passes over this version (B41). */
export function UseAsRecipe({ version, settings }: UseAsRecipeProps) {
  const can = useCan();
  const client = useTRPCClient();
  const { href } = useProject();
  const forms = useForms();
  const models = useModels();
  const [asking, setAsking] = useState(false);
  const taken = useMemo(() => (forms ? takeForeign(settings, forms, models) : null), [settings, forms, models]);
  if (!can("queue passes")) return null;
  const masked = taken?.pass.inputs.mask !== undefined && taken.pass.inputs.mask.optional !== true;
  return (
    <>
      <Button
        size="sm"
        icon={<WandSparkles />}
        className="justify-self-start"
        busy={forms === undefined}
        onClick={() => setAsking(true)}
        {...(forms && !taken ? { blocked: "No pass of this studio does such work." } : {})}
      >
        Use as recipe
      </Button>
      <Suspense fallback={null}>
        {asking && taken && (
          <RunDialog
            title={`${taken.pass.title} with the settings of ${settings.tool}`}
            description={
              taken.pass.inputs.image === undefined
                ? "A new picture from words, staged beside this version."
                : "Works on this picture: the one the other tool began from is not in the file."
            }
            pass={taken.pass}
            start={taken.params}
            place={{ versionId: version.id }}
            blocked={masked ? "This pass works inside a mask: paint it on the canvas." : undefined}
            aside={(values) =>
              can("paint masks") &&
              taken.pass.inputs.image !== undefined && (
                <ButtonLink
                  href={`${href}/masks/${version.id}?pass=${encodeURIComponent(taken.pass.id)}`}
                  icon={<Brush />}
                  className="mr-auto max-lg:hidden"
                  onClick={() => handOver(taken.pass.id, values)}
                >
                  Open on the canvas
                </ButtonLink>
              )
            }
            onQueue={({ params, inputs, count, roughAllowed }) =>
              client.renders.submit.mutate({
                ...{ versionId: version.id, pass: taken.pass.id, params, inputs, count, roughAllowed },
              })
            }
            onClose={() => setAsking(false)}
          >
            <SettingLines lines={taken.lines} tool={settings.tool} />
          </RunDialog>
        )}
      </Suspense>
    </>
  );
}
