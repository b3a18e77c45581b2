"use client";
import { Sheet } from "@/components/ui/sheet";
import { HistoryList } from "./history-list";

interface QueueHistoryProps {
  projectId: string | undefined;
  onOpen: (jobId: string) => void;
  onClose: () => void;
}

/** The queue's log, as a sheet beside it. */
export function QueueHistory({ projectId, onOpen, onClose }: QueueHistoryProps) {
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} title="Who did what">
      <HistoryList projectId={projectId} onOpen={onOpen} />
    </Sheet>
  );
}
