"use client";

import { FileSpreadsheet } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";

interface FileChooserProps {
  onFile: (file: File) => void;
  /** What was wrong with the last one. */
  problem?: string | undefined;
}

/** A place to drop a file on, and a button that opens the list of files. */
export function FileChooser({ onFile, problem }: FileChooserProps) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file) onFile(file);
  };
  return (
    <div className="grid gap-3">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button is the first */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files);
        }}
        className={cx(
          "grid justify-items-center gap-3 rounded-panel border border-dashed px-6 py-10 text-center",
          over ? "border-accent bg-selected" : "border-control",
        )}
      >
        <FileSpreadsheet aria-hidden className="size-6 stroke-[1.5] text-muted" />
        <p>Drop a CSV file here.</p>
        <Button variant="primary" onClick={() => input.current?.click()}>
          Choose a file
        </Button>
        <input
          ref={input}
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          aria-label="Shot list"
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => {
            take(event.currentTarget.files);
            // The same file again after a correction is a new choice.
            event.currentTarget.value = "";
          }}
        />
        <p className="max-w-md text-muted text-xs">
          Commas, semicolons or tabs; UTF-8, or UTF-16 with its mark. Columns of Kitsu and of film-set shot lists are
          known by name, others you choose.
        </p>
      </div>
      {problem !== undefined && (
        <p role="alert" className="rounded-control border border-danger/50 px-3 py-2 text-danger">
          {problem}
        </p>
      )}
    </div>
  );
}
