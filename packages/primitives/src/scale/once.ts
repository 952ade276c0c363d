import type { TypeInfo } from "./typeInfo.ts"

/** A description that is built once, so that its identity can stand for the type. */
export function once(build: () => TypeInfo): () => TypeInfo {
  let info: TypeInfo | undefined
  return () => {
    info ??= build()
    return info
  }
}
