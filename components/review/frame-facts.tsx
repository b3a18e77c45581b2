"use client";

import { LikenessPanel } from "@/components/likeness/likeness-panel";
import type { BoardItem } from "@/components/storyboard/board-item";
import { Fact, Facts } from "@/components/studio/facts";
import { useProject } from "@/components/studio/project";
import { Link } from "@/components/ui/link";
import { timeOf } from "@/contract/script/frame-time";

/** What a frame under review belongs to. */
export function FrameFacts({ frame, href }: { frame: BoardItem; href: string }) {
  const { fpsNum, fpsDen } = useProject();
  return (
    <div className="grid gap-4 px-4 py-4">
      {frame.action !== "" && <p className="whitespace-pre-wrap text-lg">{frame.action}</p>}
      <Facts title="Frame">
        <Fact label="Shot">
          <Link href={href} className="code underline decoration-line underline-offset-4 hover:decoration-current">
            {frame.shot}
          </Link>
        </Fact>
        <Fact label="Frame">{frame.label}</Fact>
        <Fact label="Duration">
          {frame.durationFrames} frames · {timeOf(frame.durationFrames, fpsNum / fpsDen)}
        </Fact>
        {frame.picture && (
          <Fact label="Pixels">
            {frame.picture.width} × {frame.picture.height}
          </Fact>
        )}
        <Fact label="Results waiting">{frame.staged}</Fact>
        <Fact label="Open notes">{frame.notes}</Fact>
      </Facts>
      {frame.versionId && <LikenessPanel key={frame.versionId} versionId={frame.versionId} />}
    </div>
  );
}
