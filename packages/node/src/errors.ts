/** Why a node could not start or do what it was told; `code` is stable. */
export type NodeErrorCode =
  | "port-taken"
  | "address-unavailable"
  | "tls-unusable"
  | "engine-stopped"
  /** None of the keys that the node has makes blocks on this chain. */
  | "not-a-producer"
  /** A file with a secret is not what was written, or others can read it. */
  | "secret-unsafe"
  /** The data belongs to another chain, or to another version of this program. */
  | "store-mismatch"
  | "store-missing"
  | "store-locked"
  /** The folder cannot be read or written, or the storage engine does not load. */
  | "store-unusable"
  | "store-damaged"
  /** A block could not be written. What was stored before is whole. */
  | "store-failed"
  /** The chain's store cannot do what only one in memory can. */
  | "not-in-memory"

export class NodeError extends Error {
  override readonly name = "NodeError"
  readonly code: NodeErrorCode

  constructor(code: NodeErrorCode, message: string) {
    super(message)
    this.code = code
  }
}
