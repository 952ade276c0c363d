/** Why a page was not fetched. The codes are on the wire. */
export type FetchErrorCode =
  | "BadUrl"
  | "BadPort"
  | "PrivateAddress"
  | "NoAddress"
  | "Unreachable"
  | "Timeout"
  | "TooLarge"
  | "TooManyRedirects"
  | "BadContentType"
  | "BadEncoding"
  | "HttpStatus"
  | "RobotsDisallowed"
  | "HostBusy"
  | "NoContent"

export class FetchError extends Error {
  readonly code: FetchErrorCode
  /** Of the server, where the code is HttpStatus. */
  readonly status: number | undefined
  readonly retryAfterMs: number | undefined
  constructor(code: FetchErrorCode, message: string, status?: number, retryAfterMs?: number) {
    super(message)
    this.name = "FetchError"
    this.code = code
    this.status = status
    this.retryAfterMs = retryAfterMs
  }
}

const passing: readonly FetchErrorCode[] = ["Unreachable", "Timeout", "NoAddress", "HostBusy"]

/** Whether the same fetch may go well a little later, or from elsewhere: nothing that the page itself is to blame for. */
export function isPassing({ code, status = 0 }: FetchError): boolean {
  return passing.includes(code) || status === 429 || status >= 500
}
