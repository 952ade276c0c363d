import { noneOrigin, type Origin, rootOrigin, signedOrigin } from "@taonet/frame/origin"
import type { OriginCaller } from "../../types/node.ts"

/** The origin that a stored or given caller stands for. Undefined for those that no call of this chain accepts. */
export function originOf({ type, value }: OriginCaller): Origin | undefined {
  if (type !== "system") return undefined
  switch (value.type) {
    case "Root":
      return rootOrigin
    case "None":
      return noneOrigin
    case "Signed":
      return signedOrigin(value.value)
    default:
      return undefined
  }
}
