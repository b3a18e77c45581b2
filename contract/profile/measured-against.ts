/** The package a character's faces were laid beside. `digest` changes with every picture, place and angle of it. */
export type Standing = { packageId: string; revision: number | null; digest: string };
/** By character id. */
export type MeasuredAgainst = Record<string, Standing>;

/** A character whose package is another by now; `null` where it was not approved. */
export type Outdated = { name: string; was: number | null; now: number | null };

const revisionName = (number: number) => `v${String(number).padStart(3, "0")}`;

/** Whether what was measured stands beside another package by now. What was measured before this was kept is not judged. */
export const isOutdated = (was: Standing | undefined, now: Standing | undefined): boolean =>
  was !== undefined && now !== undefined && was.digest !== now.digest;

/** What a stale measurement says, with what to do about it: one sentence for each character. */
export const outdatedWords = (outdated: readonly Outdated[]): string =>
  outdated
    .map(({ name, was, now }) => {
      if (was !== null && now !== null && was !== now)
        return `Measured against ${revisionName(was)} of the package of ${name}, which is ${revisionName(now)} by now: measure again.`;
      if (was === null && now !== null)
        return `The package of ${name} was approved as ${revisionName(now)} since this was measured: measure again.`;
      return `The package of ${name} changed since this was measured: measure again.`;
    })
    .join(" ");
