import { ConflictError } from "./errors";

type Violation = { code: string; constraint_name: string };

const violationOf = (error: unknown): Violation | undefined => {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  const is =
    typeof cause === "object" &&
    cause !== null &&
    "code" in cause &&
    cause.code === "23505" &&
    "constraint_name" in cause;
  return is ? (cause as Violation) : undefined;
};

/** Let the unique index settle a race, and say in words what it refused: constraint → [message, field]. */
export const orConflict = async <T>(work: Promise<T>, words: Record<string, readonly [string, string]>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    const said = words[violationOf(error)?.constraint_name ?? ""];
    throw said ? new ConflictError(...said) : error;
  }
};
