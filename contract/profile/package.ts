import type { Slot } from "./angles";

/** A picture of a package as a revision keeps it. */
export type RevisionImage = {
  imageId: string;
  mediaId: string;
  sha256: string;
  slot: Slot | null;
  keep: boolean | null;
  lighting: string;
  expression: string;
  yaw?: number | null;
  pitch?: number | null;
  deviations?: string;
  /** Who signed it off. */
  signedOffBy?: string | null;
};

/** Advice given when a package becomes a dataset (B47): shown, never blocking. */
export type DatasetAdvice = { id: string; text: string };

export const packageStatuses = ["draft", "in review", "approved", "locked"] as const;
export type PackageStatus = (typeof packageStatuses)[number];

type PackageStep = { to: PackageStatus; label: string; decides: boolean };

/** What each status may become, and who decides: whoever edits, or (`decides`) a supervisor. */
export const packageSteps: Record<PackageStatus, readonly PackageStep[]> = {
  draft: [{ to: "in review", label: "Ask for review", decides: false }],
  "in review": [
    { to: "approved", label: "Approve package", decides: true },
    { to: "draft", label: "Back to draft", decides: false },
  ],
  approved: [
    { to: "locked", label: "Lock", decides: true },
    // The approved revision stays pinned for whoever uses it.
    { to: "draft", label: "Reopen as draft", decides: true },
    { to: "in review", label: "Withdraw approval", decides: true },
  ],
  locked: [{ to: "approved", label: "Unlock", decides: true }],
};

/** The step from one status to another, if there is one. */
export const packageStep = (from: PackageStatus, to: PackageStatus): PackageStep | undefined =>
  packageSteps[from].find((step) => step.to === to);

/** Pictures worth choosing by hand (E4). */
export const keepRange = { least: 10, most: 20 } as const;

/** How many pictures are chosen: kept ones and those in a slot; with what that is good for. */
export const keepCount = (images: readonly { slot: string | null; keep: boolean | null }[]) => {
  const kept = images.filter(({ slot, keep }) => keep === true || (slot !== null && keep !== false)).length;
  const { least, most } = keepRange;
  const few = least - kept;
  const words =
    kept < least
      ? `${kept} kept: ${few} more ${few === 1 ? "makes" : "make"} ${least}`
      : kept > most
        ? `${kept} kept: more than ${most} dilute the likeness, discard ${kept - most}`
        : `${kept} kept, a good set`;
  return { kept, state: kept < least ? "few" : kept > most ? "many" : "good", words } as const;
};

type Consenting = { slot: string | null; keep: boolean | null; depicts: string; consent: boolean };

/** Pictures of a person whose consent is not there: while there is one, the package cannot be published (B31). */
export const withoutConsent = <Image extends Consenting>(images: readonly Image[]): Image[] =>
  images.filter(
    (image) => image.depicts === "person" && !image.consent && (image.slot !== null || image.keep !== false),
  );

/** Pictures of which nobody said whom they show. */
export const depictsUnknown = <Image extends Consenting>(images: readonly Image[]): Image[] =>
  images.filter((image) => image.depicts === "unknown" && (image.slot !== null || image.keep !== false));
