import { defineCalls } from "@taonet/frame/schema/calls"
import { defineConstants } from "@taonet/frame/schema/constants"
import { defineErrors } from "@taonet/frame/schema/errors"
import { defineEvents } from "@taonet/frame/schema/events"
import { definePalletSchema } from "@taonet/frame/schema/pallet"
import { defineStorage, map, twox64Concat } from "@taonet/frame/schema/storage"
import type { CallWeight } from "@taonet/frame/schema/weights"
import { AlphaBalance, NetUid } from "../../types/subtensorCommon.ts"

export const constants = defineConstants("AlphaAssets", {})

export const storage = defineStorage("AlphaAssets", {
  TotalAlphaIssuance: map(
    "Subnet → alpha issued minus alpha recycled, in rao",
    [twox64Concat(NetUid)],
    AlphaBalance,
    0n,
  ),
  AlphaBurned: map("Subnet → alpha burned so far, in rao", [twox64Concat(NetUid)], AlphaBalance, 0n),
  AlphaRecycled: map("Subnet → alpha recycled so far, in rao", [twox64Concat(NetUid)], AlphaBalance, 0n),
})

export const calls = defineCalls("AlphaAssets", {})

export const events = defineEvents("AlphaAssets", {})

export const errors = defineErrors("AlphaAssets", 31, {})

export const weights: Readonly<Record<string, CallWeight>> = {}

export const schema = definePalletSchema({
  name: "AlphaAssets",
  index: 31,
  hasStorage: true,
  tables: { storage, calls, events, errors, constants, weights },
  enums: {},
})
