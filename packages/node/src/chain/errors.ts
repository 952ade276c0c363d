import type { Hex } from "@taonet/primitives/hex"

/** No such block is known. */
export class UnknownBlockError extends Error {
  override readonly name = "UnknownBlockError"
  constructor(hash: Hex) {
    super(`UnknownBlock: Header was not found in the database: ${hash}`)
  }
}

/** The block is known, its state is not kept any more. Clients read the hash from the end of this text. */
export class StateDiscardedError extends Error {
  override readonly name = "StateDiscardedError"
  constructor(hash: Hex) {
    super(`Api called for an unknown Block: State already discarded for ${hash}`)
  }
}

/** Why a chain that others' state is read from gave none; stable, for programs. */
export type OriginErrorCode =
  | "bad-target"
  | "no-answer"
  /** It answered, but not with what was asked. */
  | "refused"
  | "unknown-block"
  | "state-discarded"
  | "other-version"
  | "other-constants"
  /** It is read by key: of what it is made nothing is known. */
  | "no-proof"

/** The chain that this one was forked from. */
export class OriginError extends Error {
  override readonly name = "OriginError"
  readonly code: OriginErrorCode

  constructor(code: OriginErrorCode, message: string) {
    super(message)
    this.code = code
  }
}
