import { definePallet } from "@taonet/frame/pallet"
import { calls, schema } from "./schema.ts"

export const alphaAssetsPallet = definePallet(schema, calls)
