"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { Thumb } from "@/components/media/thumb";
import { UploadDrop } from "@/components/media/upload-drop";
import { useUpload } from "@/components/media/use-upload";
import { useProject } from "@/components/studio/project";
import { useTRPC } from "@/components/trpc";
import { Dialog } from "@/components/ui/dialog";
import { Link } from "@/components/ui/link";
import { unpackRows } from "@/contract/packed-rows";
import { sheetPage } from "./sheet-page";

export interface SheetSourceProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  projectId: string;
  character: { id: string; code: string; name: string };
  packageId: string;
}

/** Which sheet to split: one that is added now, or a picture of the package. */
export function SheetSource({ open, onOpenChange, projectId, character, packageId }: SheetSourceProps) {
  const { href } = useProject();
  const router = useRouter();
  const trpc = useTRPC();
  const { code, name } = character;
  const { data } = useQuery(trpc.profiles.get.queryOptions({ projectId, code, outfit: packageId }, { enabled: open }));
  const pageOf = (mediaId: string) => sheetPage(href, code, mediaId, packageId);
  const upload = useUpload({
    projectId,
    purpose: "character-sheet",
    onDone: ([first]) => {
      if (!first) return;
      onOpenChange(false);
      router.push(pageOf(first.mediaId));
    },
  });
  // Narrow pictures hold one view; what is wider than high, or square, may hold several.
  const wide = (data?.outfit ? unpackRows(data.outfit.images) : [])
    .filter(({ picture }) => picture.width >= picture.height)
    .slice(0, 12);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Split a sheet"
      description={`Cut a picture with several views into pictures of ${name}.`}
    >
      <div
        role="presentation"
        className="grid gap-4"
        // Before the page behind it, which would take a pasted picture as a candidate.
        onPaste={(event) => {
          const files = [...event.clipboardData.files];
          if (files.length === 0) return;
          event.preventDefault();
          upload.add(files);
        }}
      >
        <UploadDrop
          upload={upload}
          label="Choose a sheet"
          hint="Or drop it here, or paste it. The sheet itself is kept."
          paste={false}
        />
        {wide.length > 0 && (
          <section aria-label="Pictures of the package" className="grid gap-1.5">
            <h3 className="text-muted text-xs">Or a picture of the package</h3>
            <ul className="grid grid-cols-[repeat(auto-fill,minmax(96px,1fr))] gap-2">
              {wide.map(({ id, name, picture }) => (
                <li key={id}>
                  <Link
                    href={pageOf(picture.id)}
                    onClick={() => onOpenChange(false)}
                    aria-label={`Split ${name}`}
                    className="block rounded-picture outline-2 outline-transparent -outline-offset-2 hover:outline-control focus-visible:outline-accent"
                  >
                    <Thumb media={picture} alt="" ratio={4 / 3} fit="contain" sizes="120px" />
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </Dialog>
  );
}
