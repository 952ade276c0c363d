/** Why a node could not start or do what it was told; `code` is stable. */
export type NodeErrorCode =
  | "port-taken"
  | "address-unavailable"
  | "engine-stopped"
  /** The data belongs to another chain, or to another version of this program. */
  | "store-mismatch"
  | "store-missing"
  | "store-locked"
  /** The folder cannot be read or written, or the storage engine does not load. */
  | "store-unusable"
  | "store-damaged"
  /** A block could not be written. What was stored before is whole. */
  | "store-failed"

export class NodeError extends Error {
  override readonly name = "NodeError"
  readonly code: NodeErrorCode

  constructor(code: NodeErrorCode, message: string) {
    super(message)
    this.code = code
  }
}
