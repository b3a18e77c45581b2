"use client";

import { Brush, ChevronLeft, ChevronRight, PanelRight } from "lucide-react";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { FollowButton } from "@/components/inbox/follow-button";
import { StatusMenu } from "@/components/script/status-menu";
import { useShortcuts } from "@/components/shell/shortcuts";
import { useProject } from "@/components/studio/project";
import { useCan } from "@/components/studio/viewer";
import { ButtonLink } from "@/components/ui/button-link";
import { IconButton } from "@/components/ui/icon-button";
import { Link } from "@/components/ui/link";
import { tip } from "@/components/ui/tip";
import { plainText } from "@/contract/text/mentions";
import { useShotChange } from "./use-shot-change";
import type { ShotDetail, Version } from "./version-words";

interface ShotHeaderProps {
  shot: ShotDetail;
  version: Version | undefined;
  inspected: boolean;
  onInspect: () => void;
  /** Ways to add a picture. */
  children?: ReactNode;
}

/** Code, what happens, status, and the way to the neighbours and the canvas. */
export function ShotHeader({ shot, version, inspected, onInspect, children }: ShotHeaderProps) {
  const { href } = useProject();
  const can = useCan();
  const change = useShotChange(shot);
  return (
    <header className="@container/head flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b bg-surface px-4 py-2.5 sm:px-6">
      <Neighbours shot={shot} />
      <div className="grid min-w-0 flex-1 max-sm:basis-[60%]">
        <h1 className="flex items-center gap-3 text-lg">
          <span className="code">{shot.code}</span>
          <StatusMenu
            status={shot.status}
            of={shot.code}
            onChange={(status) => void change({ status }, { status: shot.status })}
          />
        </h1>
        <p className="truncate text-muted">{plainText(shot.description) || "No description"}</p>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {children}
        {version && can("paint masks") && (
          <ButtonLink variant="primary" icon={<Brush />} href={`${href}/masks/${version.id}`} className="max-md:hidden">
            Open on canvas
          </ButtonLink>
        )}
        <FollowButton subjectId={shot.id} what={shot.code} />
        <IconButton
          label={inspected ? "Close the inspector" : "Open the inspector"}
          keys="Mod+."
          icon={<PanelRight />}
          pressed={inspected}
          onClick={onInspect}
        />
      </div>
    </header>
  );
}

function Neighbours({ shot }: { shot: ShotDetail }) {
  const { href } = useProject();
  const router = useRouter();
  const to = (code: string) => `${href}/script/shots/${code}`;
  useShortcuts("Player", {
    "Alt+ArrowLeft": {
      label: "Previous shot",
      run: () => shot.previous && router.push(to(shot.previous)),
      when: () => shot.previous !== null,
    },
    "Alt+ArrowRight": {
      label: "Next shot",
      run: () => shot.next && router.push(to(shot.next)),
      when: () => shot.next !== null,
    },
  });
  return (
    <nav aria-label="Neighbouring shots" className="flex">
      <Step code={shot.previous} href={to} label="Previous shot" keys="Alt+ArrowLeft" icon={<ChevronLeft />} />
      <Step code={shot.next} href={to} label="Next shot" keys="Alt+ArrowRight" icon={<ChevronRight />} />
    </nav>
  );
}

interface StepProps {
  code: string | null;
  href: (code: string) => string;
  label: string;
  keys: string;
  icon: ReactNode;
}

const stepClass =
  "grid size-8 place-items-center rounded-control pointer-coarse:size-11 [&_svg]:size-4 [&_svg]:stroke-[1.5]";

function Step({ code, href, label, keys, icon }: StepProps) {
  if (code === null)
    return (
      <span aria-hidden className={`${stepClass} text-muted opacity-45`}>
        {icon}
      </span>
    );
  return (
    <Link
      href={href(code)}
      aria-label={`${label}, ${code}`}
      {...tip(`${label}: ${code}`, keys)}
      className={`${stepClass} text-muted hover:bg-hover hover:text-text`}
    >
      {icon}
    </Link>
  );
}
