import { fromHex, isHex } from "@taonet/primitives/hex"
import { DevError } from "../../dev/errors.ts"
import { hexOf } from "../hex.ts"
import { devMethod } from "./dev.ts"
import { hashOf, knownFields, numberOf, objectOf, optionalNumber } from "./devParams.ts"

/** Answers an id in hex, as Anvil's. */
export const dev_snapshot = devMethod(async (dev) => `0x${(await dev.snapshot()).toString(16)}`)

/** Goes back to a snapshot, which stays good. Answers where the chain is now. */
export const dev_revert = devMethod((dev, params) => dev.revert(numberOf(params[0], "id")))

export const dev_dropSnapshot = devMethod((dev, params) => dev.dropSnapshot(numberOf(params[0], "id")))

export const dev_snapshots = devMethod((dev) => dev.snapshots().map((id) => `0x${id.toString(16)}`))

export const dev_reset = devMethod((dev) => dev.reset())

/** A recent block becomes the head, by hash or number. */
export const dev_setHead = devMethod((dev, params) => {
  const [block] = params
  const isHash = typeof block === "string" && block.length === 66
  return dev.setHead(isHash ? hashOf(block, "block") : numberOf(block, "block"))
})

/** The chain as bytes in hex, with so many of its last blocks. */
export const dev_dump = devMethod(async (dev, params) => {
  const options = objectOf(params, 0, "options")
  knownFields(options, ["blocks"], "options")
  const blocks = optionalNumber(options["blocks"], "options.blocks")
  return hexOf(await dev.dump(blocks === undefined ? {} : { blocks }))
})

export const dev_load = devMethod((dev, params) => {
  const [text] = params
  if (typeof text !== "string" || !isHex(text))
    throw new DevError("bad-value", "state", "a dump as hex is needed")
  return dev.load(fromHex(text))
})
