/** Why a cell's text was refused, below its field. */
export function CellProblem({ text }: { text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <span
      role="alert"
      className="absolute top-full left-0 z-30 mt-1 w-max max-w-72 rounded-control bg-raised px-2 py-1 text-danger text-xs shadow-float"
    >
      {text}
    </span>
  );
}
