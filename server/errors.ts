import type { RefusalCode } from "@/contract/errors";

/** A refusal a person may read. Anything else that is thrown is a fault, and its text stays inside. */
export class StudioError extends Error {
  readonly code: RefusalCode;
  /** The form field the refusal speaks of, if it is about one. */
  readonly field: string | undefined;
  constructor(code: RefusalCode, message: string, field?: string) {
    super(message);
    this.name = new.target.name;
    this.code = code;
    this.field = field;
  }
}

/** Also the answer to another team's id: it must not say that the thing exists. */
export class NotFoundError extends StudioError {
  constructor(what: string) {
    super("NOT_FOUND", `${what} was not found. It may have been archived, or the link is from another team.`);
  }
}

export class ForbiddenError extends StudioError {
  constructor(what: string, who: string) {
    super("FORBIDDEN", `You may not ${what}. ${who} can, or can raise your role.`);
  }
}

export class ConflictError extends StudioError {
  constructor(message: string, field?: string) {
    super("CONFLICT", message, field);
  }
}

export class PreconditionError extends StudioError {
  constructor(message: string) {
    super("PRECONDITION_FAILED", message);
  }
}

export class BadInputError extends StudioError {
  constructor(message: string, field?: string) {
    super("BAD_REQUEST", message, field);
  }
}

export class TooManyError extends StudioError {
  constructor(message: string) {
    super("TOO_MANY_REQUESTS", message);
  }
}
