"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Copyable } from "@/components/studio/copyable";
import { Fact, Facts } from "@/components/studio/facts";
import type { ForeignPicture } from "@/contract/recipe/foreign/read";
import { type ForeignSettings, foreignRegionWords } from "@/contract/recipe/foreign/settings";
import type { OwnRecipe } from "@/contract/recipe/own";
import { mediaUrl } from "./url";

type Own = { recipe: OwnRecipe; intact: boolean };
type Found = ForeignPicture & { own: Own | null };

interface ForeignFactsProps {
  mediaId: string;
  /** What can be done with settings of another tool. */
  act?: (settings: ForeignSettings) => ReactNode;
  /** How a recipe of our own is told; it stands in for what the same file says to other tools. */
  own?: (own: Own) => ReactNode;
}

/** What the file of a picture says of how it was made. Draws nothing while it reads, or when the file says nothing. */
export function ForeignFacts({ mediaId, act, own: tellOwn }: ForeignFactsProps) {
  const { data } = useQuery({ queryKey: ["foreign", mediaId], queryFn: () => read(mediaId), staleTime: Infinity });
  if (!data) return null;
  const { settings, c2pa, own } = data;
  return (
    <>
      {own && tellOwn?.(own)}
      {settings && !own && (
        <>
          <Settings settings={settings} />
          {act?.(settings)}
        </>
      )}
      {c2pa && (
        <p className="text-muted text-sm">
          The file carries a manifest of where it comes from (C2PA). Its signature is not checked.
        </p>
      )}
    </>
  );
}

/** The bytes are read here and not on the server: they are the browser's already, and hostile ones harm nobody else. */
const read = async (mediaId: string): Promise<Found> => {
  const [{ readForeign }, { readOwn }, { hiddenText }, answer] = await Promise.all([
    import("@/contract/recipe/foreign/read"),
    import("@/contract/recipe/own"),
    import("./hidden-text"),
    fetch(mediaUrl(mediaId, "original")),
  ]);
  if (!answer.ok) throw new Error(`The original could not be read (${answer.status})`);
  const file = await answer.blob();
  const bytes = new Uint8Array(await file.arrayBuffer());
  const found = await readForeign(bytes);
  const told = found.settings ? found : await readForeign(bytes, await hiddenText(file));
  return { ...told, own: await readOwn(told.texts) };
};

function Settings({ settings }: { settings: ForeignSettings }) {
  const { prompt, negative, seed, model, loras, width, height, others } = settings;
  const lines: [label: string, value: string | number | null][] = [
    ["Model", model && [model.name, model.hash].filter(Boolean).join(" · ")],
    ["LoRAs", loras.map(({ name, weight }) => `${name} ${weight}`).join(", ")],
    ["Steps", settings.steps],
    ["CFG", settings.cfg],
    ["Denoise", settings.denoise],
    ["Sampler", [settings.sampler, settings.scheduler].filter(Boolean).join(" · ")],
    ["Size", width && height ? `${width} × ${height}` : null],
    ["Clip skip", settings.clipSkip],
  ];
  return (
    <>
      <Facts title={`The file says: made with ${settings.tool}${settings.version ? ` ${settings.version}` : ""}`}>
        {prompt && (
          <Fact label="Prompt">
            <Words what="prompt" text={prompt} />
          </Fact>
        )}
        {negative && (
          <Fact label="Negative">
            <Words what="negative prompt" text={negative} />
          </Fact>
        )}
        {settings.regions.map((region, n) => (
          <Fact key={n} label={`Region ${n + 1}`}>
            <Words what={`words of region ${n + 1}`} text={foreignRegionWords(region)} />
          </Fact>
        ))}
        {seed && (
          <Fact label="Seed">
            <Copyable what="seed" value={seed} />
          </Fact>
        )}
        {lines.map(
          ([label, value]) =>
            value !== null &&
            value !== "" && (
              <Fact key={label} label={label}>
                {value}
              </Fact>
            ),
        )}
      </Facts>
      {others.length > 0 && (
        <details>
          <summary className="cursor-pointer text-muted text-sm">
            {others.length} more {others.length === 1 ? "setting" : "settings"}
          </summary>
          <dl className="mt-2 grid gap-2">
            {others.map(({ key, value }) => (
              <div key={key}>
                <dt className="text-muted text-xs">{key}</dt>
                <dd dir="auto" className="max-h-24 overflow-y-auto break-words text-sm">
                  {value}
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  );
}

function Words({ what, text }: { what: string; text: string }) {
  return (
    <span className="flex items-start gap-1">
      <span dir="auto" className="max-h-40 min-w-0 grow overflow-y-auto whitespace-pre-wrap break-words">
        {text}
      </span>
      <Copyable what={what} value={text} shown="" />
    </span>
  );
}
