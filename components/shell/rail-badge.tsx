/** The number at a rail entry's corner. `label` is read out: "2 running". Nothing for zero. */
export function RailBadge({ count, label }: { count: number; label: string }) {
  if (count <= 0) return null;
  return (
    <>
      <span
        aria-hidden
        className="num h-4 min-w-4 rounded-full border-2 border-surface bg-edge px-0.5 text-center font-medium text-[10px] text-text leading-3"
      >
        {count > 99 ? "99+" : count}
      </span>
      <span className="sr-only">{label}</span>
    </>
  );
}
