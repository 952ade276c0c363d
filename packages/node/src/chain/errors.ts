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
