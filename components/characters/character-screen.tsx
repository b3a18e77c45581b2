"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { Archive, Ellipsis, ImagePlus, Images } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { type ReactNode, Suspense, useState } from "react";
import { Thumb } from "@/components/media/thumb";
import { useShortcuts } from "@/components/shell/shortcuts";
import { useProject } from "@/components/studio/project";
import { useCan } from "@/components/studio/viewer";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { IconButton } from "@/components/ui/icon-button";
import { Link } from "@/components/ui/link";
import { Menu } from "@/components/ui/menu";
import { Skeleton } from "@/components/ui/skeleton";
import { tabClass, tabListClass } from "@/components/ui/tab-class";
import { rightsUnsaid, unsaidWords } from "@/contract/profile/rights";
import { TextFact } from "./fact";
import { HeroChoice } from "./hero-choice";
import { ReadinessMark } from "./readiness-mark";
import { lacksConsent } from "./rights-state";
import { StatusMenu } from "./status-menu";
import { type CharacterTab, characterTabIds, characterTabs } from "./tab-names";
import { BibleTab } from "./tabs/bible";
import { tiers } from "./tiers";
import { type Character, useCharacterEdits } from "./use-character-edits";
import { useTab } from "./use-tab";

const waiting = () => <TabSkeleton />;
const OutfitsTab = dynamic(() => import("./tabs/outfits").then((file) => file.OutfitsTab), { loading: waiting });
const LoraTab = dynamic(() => import("./tabs/lora").then((file) => file.LoraTab), { loading: waiting });
const VoiceTab = dynamic(() => import("./tabs/voice").then((file) => file.VoiceTab), { loading: waiting });
const AppearancesTab = dynamic(() => import("./tabs/appearances").then((file) => file.AppearancesTab), {
  loading: waiting,
});
const RightsTab = dynamic(() => import("./tabs/rights").then((file) => file.RightsTab), { loading: waiting });
const HistoryTab = dynamic(() => import("./tabs/history").then((file) => file.HistoryTab), { loading: waiting });
const ApproveDialog = dynamic(() => import("./approve-dialog").then((file) => file.ApproveDialog));
const MeanwhileDialog = dynamic(() => import("./meanwhile-dialog").then((file) => file.MeanwhileDialog));

/** One character: the picture, who they are, and the tabs that hold all that was decided. */
export function CharacterScreen({ code }: { code: string }) {
  const { id: projectId, href } = useProject();
  const trpc = useTRPC();
  const router = useRouter();
  const { data: character } = useSuspenseQuery(trpc.characters.get.queryOptions({ projectId, code }));
  const edits = useCharacterEdits(character);
  const { tab, hrefOf, go, onClick } = useTab(`${href}/characters/${code}`);
  const { name, hero, packages, archivedAt, status } = character;
  const may = useCan()("edit characters and environments") && archivedAt === null;
  const editable = may && status !== "locked";
  const packageHref = `${href}/profiles/${code}`;
  const [unsaid, setUnsaid] = useState<readonly string[]>([]);
  const decide = (next: Character["status"]) => {
    const images = packages.flatMap((outfit) => outfit.images);
    // A person without consent is refused anyway, naming the picture: nothing is asked before that.
    const asks = next === "approved" && status !== "locked" && !images.some(lacksConsent);
    const lines = asks ? unsaidWords(rightsUnsaid(images)) : [];
    if (lines.length > 0) setUnsaid(lines);
    else void edits.setStatus(next);
  };
  const pictures = [
    ...new Map(
      [...(hero ? [hero] : []), ...packages.flatMap((outfit) => outfit.images.map(({ picture }) => picture))].map(
        (picture) => [picture.id, picture],
      ),
    ).values(),
  ];
  const shown = hero ?? pictures[0] ?? null;
  useShortcuts("Character", {
    p: { label: "Open the package", run: () => router.push(packageHref) },
    ...Object.fromEntries(
      characterTabIds.map((id, at) => [String(at + 1), { label: `Tab: ${characterTabs[id]}`, run: () => go(id) }]),
    ),
  });
  const shared = { character, editable, onChange: edits.change };
  const contents: Record<CharacterTab, () => ReactNode> = {
    bible: () => <BibleTab {...shared} pictures={pictures} current={edits.current} />,
    outfits: () => <OutfitsTab character={character} editable={editable} packageHref={packageHref} />,
    lora: () => <LoraTab {...shared} />,
    voice: () => <VoiceTab {...shared} />,
    appearances: () => <AppearancesTab character={character} href={href} />,
    rights: () => <RightsTab character={character} editable={editable} withdraws={may} />,
    history: () => <HistoryTab character={character} />,
  };
  const blocking = packages.flatMap(({ images }) => images).filter(lacksConsent).length;
  const counts: Partial<Record<CharacterTab, number>> = {
    outfits: packages.length,
    appearances: character.shots.length,
    ...(blocking > 0 ? { rights: blocking } : {}),
  };
  return (
    <div className="grid max-w-[1360px] gap-x-10 gap-y-6 px-4 pt-5 pb-16 sm:px-6 lg:grid-cols-[minmax(260px,380px)_minmax(0,1fr)]">
      <div className="grid content-start gap-3 lg:sticky lg:top-5 lg:self-start">
        <Thumb media={shown} alt={shown ? name : ""} ratio={4 / 5} sizes="(max-width: 1024px) 100vw, 380px" eager />
        {editable && pictures.length > 1 && (
          <HeroChoice pictures={pictures} chosen={shown?.id} onChoose={(id) => void edits.setHero(id)} />
        )}
        {pictures.length === 0 && editable && (
          <ButtonLink href={packageHref} variant="primary" icon={<ImagePlus />}>
            Add the first pictures
          </ButtonLink>
        )}
        <Standing character={character} href={packageHref} />
      </div>
      <div className="grid min-w-0 content-start gap-6">
        {archivedAt !== null && <ArchivedLine name={name} onBringBack={edits.bringBack} />}
        {may && status === "locked" && (
          <p role="status" className="rounded-panel border bg-surface px-3 py-2">
            {name} is locked and keeps as approved: every edit is refused. A supervisor can unlock through the status; a
            consent can be withdrawn all the same.
          </p>
        )}
        <header className="flex items-start gap-3">
          <div className="grid min-w-0 flex-1 gap-1">
            <h1 className="text-xl">
              <TextFact
                label="Name"
                value={name}
                placeholder="Name"
                editable={editable}
                check={(text) => (text === "" ? "A character has a name." : undefined)}
                words={(text) => ({ name: text })}
                onChange={edits.change}
              />
            </h1>
            <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
              <span className="code text-muted">{character.code}</span>
              <span className="text-muted">{tiers[character.tier]}</span>
              <StatusMenu name={name} status={status} editable={may} onChange={decide} />
            </div>
          </div>
          <ButtonLink href={packageHref} icon={<Images />} className="max-sm:hidden">
            Package
          </ButtonLink>
          {may && (
            <Menu
              label={`More for ${name}`}
              align="end"
              items={[
                { key: "package", label: "Open the package", icon: <Images />, keys: "p", href: packageHref },
                {
                  key: "archive",
                  label: "Archive",
                  icon: <Archive />,
                  onSelect: () => void edits.archive(),
                  ...(editable ? {} : { blocked: "Unlock the character first." }),
                },
              ]}
              trigger={(attributes) => (
                <IconButton {...attributes} label={`More for ${name}`} icon={<Ellipsis />} className="-ml-1" />
              )}
            />
          )}
        </header>
        <nav aria-label={`Parts of ${name}`} className={tabListClass}>
          {characterTabIds.map((id) => (
            <Link
              key={id}
              href={hrefOf(id)}
              onClick={onClick(id)}
              aria-current={id === tab ? "page" : undefined}
              className={tabClass(id === tab)}
            >
              {characterTabs[id]}
              {counts[id] !== undefined && (
                <span className={id === "rights" ? "num text-danger text-xs" : "num text-muted text-xs"}>
                  {counts[id]}
                </span>
              )}
            </Link>
          ))}
        </nav>
        <div className="min-h-[480px]">
          <Suspense fallback={<TabSkeleton />}>{contents[tab]()}</Suspense>
        </div>
      </div>
      {unsaid.length > 0 && (
        <ApproveDialog
          what={name}
          unsaid={unsaid}
          onApprove={() => void edits.setStatus("approved")}
          onClose={() => setUnsaid([])}
        />
      )}
      {edits.meanwhile && (
        <MeanwhileDialog
          character={character}
          meanwhile={edits.meanwhile}
          onInsist={() => void edits.insist()}
          onYield={edits.yieldToThem}
        />
      )}
    </div>
  );
}

/** How full each outfit's package is, in a line. */
function Standing({ character: { packages }, href }: { character: Character; href: string }) {
  return (
    <ul className="grid gap-1">
      {packages.map(({ id, name, readiness }) => (
        <li key={id}>
          <Link
            href={`${href}?outfit=${id}`}
            className="flex min-h-7 items-center justify-between gap-3 rounded-control text-xs hover:underline pointer-coarse:min-h-11"
          >
            <span className="truncate text-muted">{name}</span>
            <ReadinessMark readiness={readiness} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function TabSkeleton() {
  return (
    <div className="grid gap-3">
      <Skeleton className="h-5 w-40" />
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-24 w-full" />
    </div>
  );
}

function ArchivedLine({ name, onBringBack }: { name: string; onBringBack: () => void }) {
  const may = useCan()("edit characters and environments");
  return (
    <p role="status" className="flex flex-wrap items-center gap-3 rounded-panel border bg-surface px-3 py-2">
      {name} is archived: kept, but in no list.
      {may && (
        <Button size="sm" onClick={onBringBack}>
          Bring back
        </Button>
      )}
    </p>
  );
}
