/** Why a node could not start or do what it was told; `code` is stable. */
export type NodeErrorCode = "port-taken" | "address-unavailable" | "store-mismatch" | "engine-stopped"

export class NodeError extends Error {
  override readonly name = "NodeError"
  readonly code: NodeErrorCode

  constructor(code: NodeErrorCode, message: string) {
    super(message)
    this.code = code
  }
}
