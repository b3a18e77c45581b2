"use client";

import { Download, Upload } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useShortcuts } from "@/components/shell/shortcuts";
import { useCan } from "@/components/studio/viewer";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";

const ImportShotsDialog = lazy(() =>
  import("./import-shots-dialog").then((file) => ({ default: file.ImportShotsDialog })),
);
const ExportShotsDialog = lazy(() =>
  import("./export-shots-dialog").then((file) => ({ default: file.ExportShotsDialog })),
);

/** The doors of a project: what comes in and what goes out. */
export function TransferScreen() {
  const editable = useCan()("edit shots");
  const [open, setOpen] = useState<"import" | "export" | null>(null);
  useShortcuts("Import and export", {
    ...(editable ? { i: { label: "Import shots", run: () => setOpen("import") } } : {}),
    e: { label: "Export shots", run: () => setOpen("export") },
  });
  const onOpenChange = (is: boolean) => !is && setOpen(null);
  return (
    <>
      <PageHeader title="Import and export" />
      <div className="grid max-w-2xl gap-10 px-4 pb-12 sm:px-6">
        {editable && (
          <Section
            title="Shot list in"
            description="A CSV file from Kitsu, a spreadsheet or a film set. Its columns are guessed and shown first; nothing goes in half, and one undo takes all of it back."
          >
            <div>
              <Button variant="primary" icon={<Upload />} keys="i" onClick={() => setOpen("import")}>
                Import shots
              </Button>
            </div>
          </Section>
        )}
        <Section
          title="Shot list out"
          description="All shots as CSV, as Kitsu reads it or as a shot list for the set. From the table you can export a selection or what a filter shows."
        >
          <div>
            <Button icon={<Download />} keys="e" onClick={() => setOpen("export")}>
              Export shots
            </Button>
          </div>
        </Section>
      </div>
      <Suspense fallback={null}>
        {open === "import" && <ImportShotsDialog open onOpenChange={onOpenChange} />}
        {open === "export" && <ExportShotsDialog open onOpenChange={onOpenChange} />}
      </Suspense>
    </>
  );
}
