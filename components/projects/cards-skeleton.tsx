import { Skeleton } from "@/components/ui/skeleton";

interface CardsSkeletonProps {
  title: string;
  /** Smallest card width, as the grid it stands for. */
  least: string;
  /** CSS aspect-ratio of the picture: "4/5". */
  ratio: string;
  /** Two in a row on a phone. */
  pair?: boolean;
}

/** The shape of a page of cards while it loads. */
export function CardsSkeleton({ title, least, ratio, pair }: CardsSkeletonProps) {
  return (
    <div role="status" aria-label={`Loading: ${title}`} className="grid gap-5 px-4 pt-5 pb-12 sm:px-6">
      <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-3">
        <h1 className="text-xl">{title}</h1>
        <Skeleton className="ml-auto h-8 w-64 max-sm:w-full" />
      </div>
      <div
        className="grid gap-x-4 gap-y-6"
        style={{
          gridTemplateColumns: `repeat(auto-fill, minmax(min(${least}, ${pair ? "calc(50% - 8px)" : "100%"}), 1fr))`,
        }}
      >
        {Array.from({ length: 6 }, (_, at) => (
          <div key={at} className="grid gap-2.5">
            <div style={{ aspectRatio: ratio }}>
              <Skeleton className="h-full rounded-picture" />
            </div>
            <Skeleton className="h-5 w-32" />
            <Skeleton className="h-4 w-24" />
          </div>
        ))}
      </div>
    </div>
  );
}
