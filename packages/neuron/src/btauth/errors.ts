/** Why a request was refused. The names are those of the reference and are stable. */
export type AuthErrorCode =
  | "MalformedAuth"
  | "WrongReceiver"
  | "StaleRequest"
  | "BadSignature"
  | "ReplayedRequest"

/** Messages never echo a signature or the signed text: they are safe to send to whoever asked. */
export class AuthError extends Error {
  readonly code: AuthErrorCode
  constructor(code: AuthErrorCode, message: string) {
    super(message)
    this.name = code
    this.code = code
  }
}
