type Waiting = { review: number; sentBack: number; judges: boolean };

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/** The page's one line: "3 frames to review, 1 sent back". A client looks, nobody waits for them. */
export function todayWords({ review, sentBack, judges }: Waiting): string {
  const parts = [
    ...(review > 0 ? [`${counted(review, "frame", "frames")} ${judges ? "to review" : "in review"}`] : []),
    ...(sentBack > 0 ? [`${sentBack} sent back`] : []),
  ];
  return parts.length === 0 ? "Nothing waits for you" : parts.join(", ");
}
