export class AppError extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

// ruleid: typescript-error-class-without-code-or-status
export class OrderNotFoundError extends Error {}

// ruleid: typescript-error-class-without-code-or-status
export class EmailConflictError extends Error {
  constructor(email: string) {
    super(`${email} has an account`);
  }
}

// ruleid: typescript-error-class-without-code-or-status
export class ForbiddenError extends Error {
  name = "ForbiddenError";
}

// ok: typescript-error-class-without-code-or-status
export class CartNotFoundError extends AppError {
  constructor() {
    super("NOT_FOUND", 404, "There is no such cart");
  }
}

// ok: typescript-error-class-without-code-or-status
export class RateLimitError extends Error {
  readonly status = 429;
}

// ok: typescript-error-class-without-code-or-status
export class ParseError extends Error {}
