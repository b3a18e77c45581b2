"use client";

import { useQuery } from "@tanstack/react-query";
import { Download, Repeat, Repeat2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { mediaUrl } from "@/components/media/url";
import type { PassForm } from "@/components/pass-form/describe-pass";
import { nameOf, type Version } from "@/components/storyboard/version-words";
import { messageOf } from "@/components/studio/problem";
import { useCan } from "@/components/studio/viewer";
import { useTRPC, useTRPCClient } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { notify } from "@/components/ui/notify";
import { changedInputs, PinnedInputs } from "./pinned-inputs";

const RunDialog = lazy(() => import("./run-dialog").then((file) => ({ default: file.RunDialog })));

/** What can be done with how a version came to be: run it again, with other settings, or take it away as a file. */
export function RecipeActs({ version, versions }: { version: Version; versions: readonly Version[] }) {
  const can = useCan();
  return (
    <div className="flex flex-wrap items-center gap-2">
      {version.recipe && can("queue passes") && <Again version={version} versions={versions} />}
      <DownloadMenu version={version} />
    </div>
  );
}

function Again({ version, versions }: { version: Version; versions: readonly Version[] }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { data } = useQuery(trpc.recipes.readAgain.queryOptions({ versionId: version.id }));
  const { data: availability } = useQuery(trpc.renders.availability.queryOptions());
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const [chosen, setChosen] = useState<Record<number, string>>({});
  const others = versions.filter(({ kind }) => kind === "picture").toReversed();
  const offer = availability?.find(({ pass }) => pass === version.recipe?.pass);
  const never = data?.blocked[0];
  const asItWas = never ?? data?.changed[0];
  const run = async () => {
    setBusy(true);
    try {
      const { jobs } = await client.recipes.runAgain.mutate({ versionId: version.id, roughAllowed: version.rough });
      const jobIds = jobs.map(({ id }) => id);
      const undo = () => void client.renders.cancelJobs.mutate({ jobIds });
      notify({ title: `Queued ${data?.pass?.title ?? "it"} again, the same to the letter`, undo });
    } catch (error) {
      notify({ title: messageOf(error), tone: "danger" });
    } finally {
      setBusy(false);
    }
  };
  const changed = data && changedInputs(data.recipe.inputs, chosen);
  const reasons = [
    ...(data?.blocked ?? []),
    ...(data?.changed ?? []).map((line) => `${line} It can run again with settings of now.`),
    ...(data?.missing ?? []).map((line) => `${line} A job would wait for it.`),
    ...(offer?.state === "missing" && offer.reason ? [`${offer.reason}.`] : []),
  ];
  return (
    <>
      <Button
        size="sm"
        icon={<Repeat />}
        busy={busy || data === undefined}
        onClick={() => void run()}
        {...(asItWas === undefined ? {} : { blocked: asItWas })}
      >
        Run again
      </Button>
      <Button
        size="sm"
        icon={<Repeat2 />}
        onClick={() => setAsking(true)}
        {...(never === undefined ? {} : { blocked: never })}
      >
        Run again with…
      </Button>
      {reasons.length > 0 && (
        <ul className="order-last grid w-full gap-0.5 text-muted text-xs">
          {reasons.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <Suspense fallback={null}>
        {asking && data?.pass && (
          <RunDialog
            title={version.number === null ? "Run this result again with…" : `Run ${nameOf(version)} again with…`}
            description="Filled as it was made. What you change is marked."
            pass={data.pass as PassForm}
            start={data.recipe.params}
            original={data.recipe.params}
            place={{ versionId: null, pinned: pinned(data.inputs, data.recipe.inputs) }}
            onQueue={({ params, count, roughAllowed }) =>
              client.recipes.runAgain.mutate({
                ...{ versionId: version.id, params, count, roughAllowed },
                ...(changed && { inputs: changed }),
              })
            }
            onClose={() => setAsking(false)}
          >
            <PinnedInputs
              inputs={data.inputs}
              others={others.map((one) => ({ mediaId: one.picture.id, label: nameOf(one) }))}
              open={(slot) => data.pass?.inputs[slot]?.kind === "image"}
              chosen={chosen}
              onChoose={setChosen}
            />
          </RunDialog>
        )}
      </Suspense>
    </>
  );
}

/** Ids by slot, in order: a control's picture is a number in its slot. */
const pinned = (
  inputs: readonly { slot: string }[],
  held: readonly { slot: string; mediaId: string }[],
): Record<string, string[]> =>
  Object.fromEntries(
    inputs.map(({ slot }) => [slot, held.filter((one) => one.slot === slot).map(({ mediaId }) => mediaId)]),
  );

const open = (url: string) => {
  const link = document.createElement("a");
  link.href = url;
  link.download = "";
  link.click();
};

const madeByComfy = ({ engine }: Version) => engine === "comfyui";

function DownloadMenu({ version }: { version: Version }) {
  const png = `/api/versions/${version.id}`;
  return (
    <Menu
      label="Download"
      items={[
        { key: "png", label: "PNG with its settings", onSelect: () => open(png) },
        { key: "bare", label: "PNG without settings", onSelect: () => open(`${png}?settings=none`) },
        ...(madeByComfy(version)
          ? [{ key: "graph", label: "ComfyUI graph (JSON)", onSelect: () => open(`${png}?as=graph`) }]
          : []),
        {
          key: "file",
          label: "The file as it is kept",
          onSelect: () => open(`${mediaUrl(version.picture.id, "original")}?download`),
        },
      ]}
      trigger={(attributes) => (
        <Button {...attributes} size="sm" icon={<Download />}>
          Download
        </Button>
      )}
    />
  );
}
