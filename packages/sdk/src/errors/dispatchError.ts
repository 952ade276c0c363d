import { palletSchemas } from "@taonet/runtime/schemas"

/** How a failed call is told: a pallet's own error with its documentation, or one of the chain's general ones. */
export interface DispatchFailure {
  /** `Pallet.Error`, or such as `Token.BelowMinimum` and `BadOrigin`. */
  readonly name: string
  /** What the metadata says of a pallet's error; empty otherwise. */
  readonly docs: string
  /** The pallet and its error, where a pallet raised it. */
  readonly module?: { readonly pallet: string; readonly error: string }
}

/** A value of the runtime's DispatchError. */
export interface DispatchErrorValue {
  readonly type: string
  readonly value?: unknown
}

export function dispatchFailure(error: DispatchErrorValue): DispatchFailure {
  if (error.type !== "Module") {
    const detail = typeof error.value === "string" ? `.${error.value}` : ""
    return { name: error.type + detail, docs: "" }
  }
  const { index, error: bytes } = error.value as { index: number; error: Uint8Array }
  const schema = palletSchemas.find((one) => one.index === index)
  const found = Object.values(schema?.tables.errors ?? {}).find((def) => def.index === bytes[0])
  const [pallet, name] = [schema?.name ?? String(index), found?.name ?? String(bytes[0])]
  return { name: `${pallet}.${name}`, docs: found?.doc ?? "", module: { pallet, error: name } }
}
