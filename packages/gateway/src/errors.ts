/** Errors that a client sees: OpenAI's shape, with a stable code for every cause. */

const kinds = {
  invalid_json: { status: 400, type: "invalid_request_error" },
  invalid_value: { status: 400, type: "invalid_request_error" },
  missing_required_parameter: { status: 400, type: "invalid_request_error" },
  miner_refused: { status: 400, type: "invalid_request_error" },
  model_not_found: { status: 404, type: "invalid_request_error" },
  unknown_url: { status: 404, type: "invalid_request_error" },
  method_not_allowed: { status: 405, type: "invalid_request_error" },
  request_timeout: { status: 408, type: "invalid_request_error" },
  request_too_large: { status: 413, type: "invalid_request_error" },
  unsupported_content_type: { status: 415, type: "invalid_request_error" },
  gateway_busy: { status: 429, type: "rate_limit_error" },
  miners_busy: { status: 429, type: "rate_limit_error" },
  internal_error: { status: 500, type: "server_error" },
  miners_failed: { status: 502, type: "server_error" },
  no_miner: { status: 503, type: "server_error" },
  shutting_down: { status: 503, type: "server_error" },
  miner_timeout: { status: 504, type: "server_error" },
} as const

export type ErrorCode = keyof typeof kinds

export interface ErrorExtras {
  readonly param?: string
  readonly retryAfterSeconds?: number
  readonly headers?: Readonly<Record<string, string>>
  /** A code that a miner gave, shown instead of ours. */
  readonly shownCode?: string
}

export class GatewayError extends Error {
  readonly code: ErrorCode
  readonly status: number
  readonly type: string
  readonly extras: ErrorExtras

  constructor(code: ErrorCode, message: string, extras: ErrorExtras = {}) {
    super(message)
    this.name = "GatewayError"
    this.code = code
    this.status = kinds[code].status
    this.type = kinds[code].type
    this.extras = extras
  }
}

/** The body of an error answer, also the payload of an error event in a stream. */
export function errorBody(error: GatewayError): object {
  return {
    error: {
      message: error.message,
      type: error.type,
      param: error.extras.param ?? null,
      code: error.extras.shownCode ?? error.code,
    },
  }
}

/** Anything that was thrown, as something that a client may see. An unforeseen error keeps its text to itself. */
export function toGatewayError(error: unknown): GatewayError {
  return error instanceof GatewayError
    ? error
    : new GatewayError("internal_error", "The gateway failed to handle this request.")
}

/** Why one miner's answer was not usable; it never reaches the client as it is. */
export type FailureKind = "timeout" | "unreachable" | "broken" | "lied" | "busy" | "refused" | "lacking"

export class MinerFailure extends Error {
  readonly kind: FailureKind
  /** `busy`: when to come back. */
  readonly retryAfterSeconds: number
  /** `refused`: the code that the miner named. */
  readonly refusalCode: string | null

  constructor(
    kind: FailureKind,
    message: string,
    extras: { retryAfterSeconds?: number; refusalCode?: string | null } = {},
  ) {
    super(message)
    this.name = "MinerFailure"
    this.kind = kind
    this.retryAfterSeconds = extras.retryAfterSeconds ?? 1
    this.refusalCode = extras.refusalCode ?? null
  }
}

/** The client closed its connection: there is nobody to answer. */
export class ClientGone extends Error {
  constructor() {
    super("The client left.")
    this.name = "ClientGone"
  }
}
