"use client";

import { useQuery } from "@tanstack/react-query";
import { usePassPlace } from "@/components/pass-form/pass-place";
import { useProject } from "@/components/studio/project";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { defaultNegative } from "@/contract/prompt/negative";
import { builtInSnippets } from "@/contract/prompt/snippets";

interface PromptChipsProps {
  negative: boolean;
  projectNegative: string | null;
  /** `other` belongs into the other prompt: a snippet may hold words for both. */
  onInsert: (phrase: string, other: string) => void;
  onReplace: (text: string) => void;
}

/** Phrases to insert with one press: the cast's trigger words, the project's snippets, and what to avoid as usual. */
export function PromptChips({ negative, projectNegative, onInsert, onReplace }: PromptChipsProps) {
  const { id: projectId } = useProject();
  const trpc = useTRPC();
  const { data: kept = [] } = useQuery(trpc.characters.snippets.queryOptions({ projectId }));
  const snippets = [...builtInSnippets, ...kept];
  const items = snippets
    .filter((snippet) => (negative ? snippet.negative : snippet.positive) !== "")
    .map(({ id, title, positive, negative: avoid }) => ({
      key: id,
      label: title,
      onSelect: () => (negative ? onInsert(avoid, positive) : onInsert(positive, avoid)),
    }));
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {!negative && <Characters onInsert={(phrase) => onInsert(phrase, "")} />}
      {negative && (
        <Menu
          label="Negative presets"
          items={[
            ...(projectNegative === null
              ? []
              : [{ key: "project", label: "The project's", onSelect: () => onReplace(projectNegative) }]),
            { key: "usual", label: "The built-in one", onSelect: () => onReplace(defaultNegative) },
          ]}
          trigger={(attributes) => (
            <Button {...attributes} size="sm" variant="quiet">
              Negative presets
            </Button>
          )}
        />
      )}
      {items.length > 0 && (
        <Menu
          label="Snippets"
          items={items}
          trigger={(attributes) => (
            <Button {...attributes} size="sm" variant="quiet">
              Snippets
            </Button>
          )}
        />
      )}
    </div>
  );
}

const shown = 4;

/** The shot's cast first, each with their trigger word; the others behind a menu. */
function Characters({ onInsert }: { onInsert: (phrase: string) => void }) {
  const { id: projectId } = useProject();
  const { versionId } = usePassPlace();
  const trpc = useTRPC();
  const { data: all = [] } = useQuery(trpc.characters.list.queryOptions({ projectId }));
  const { data: place } = useQuery(
    trpc.storyboard.version.queryOptions({ versionId: versionId ?? "" }, { enabled: versionId !== null }),
  );
  const { data: shot } = useQuery(
    trpc.script.shot.queryOptions({ projectId, code: place?.shot.code ?? "" }, { enabled: place !== undefined }),
  );
  const cast = new Set(shot?.cast.map(({ id }) => id));
  const called = all.filter(({ triggerWord }) => triggerWord !== null);
  const chips = called.filter(({ id }) => cast.has(id)).slice(0, shown);
  const rest = called.filter((one) => !chips.includes(one));
  return (
    <>
      {chips.map(({ id, name, triggerWord }) => (
        <Button key={id} size="sm" data-tip={`Inserts ${triggerWord}`} onClick={() => onInsert(triggerWord ?? "")}>
          {name}
        </Button>
      ))}
      {rest.length > 0 && (
        <Menu
          label="Characters"
          items={rest.map(({ id, name, triggerWord }) => ({
            key: id,
            label: `${name} · ${triggerWord}`,
            onSelect: () => onInsert(triggerWord ?? ""),
          }))}
          trigger={(attributes) => (
            <Button {...attributes} size="sm" variant="quiet">
              {chips.length === 0 ? "Characters" : "More characters"}
            </Button>
          )}
        />
      )}
    </>
  );
}
