import { call, defineCalls } from "@taonet/frame/schema/calls"
import { defineConstants } from "@taonet/frame/schema/constants"
import { defineErrors } from "@taonet/frame/schema/errors"
import { defineEvents, event } from "@taonet/frame/schema/events"
import { definePalletSchema } from "@taonet/frame/schema/pallet"
import { defineStorage, value } from "@taonet/frame/schema/storage"
import type { CallWeight } from "@taonet/frame/schema/weights"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { DispatchError, MultiAddress } from "@taonet/frame/types/sp_runtime"
import { Weight } from "@taonet/frame/types/sp_weights"
import { as, option, result, unit } from "@taonet/primitives/scale/index"
import { RuntimeCall } from "../../outer.ts"

export const constants = defineConstants("Sudo", {})

export const storage = defineStorage("Sudo", {
  Key: value("Account that holds the sudo key, if there is one", AccountId32),
})

export const calls = defineCalls("Sudo", {
  sudo: call(0, "Runs a call with root rights; sudo key only", {
    call: as("Box<<T as Config>::RuntimeCall>", RuntimeCall),
  }),
  sudo_unchecked_weight: call(1, "Runs a call with root rights and a stated weight; sudo key only", {
    call: as("Box<<T as Config>::RuntimeCall>", RuntimeCall),
    weight: Weight,
  }),
  set_key: call(2, "Hands the sudo key to another account", { new: MultiAddress }),
  sudo_as: call(3, "Runs a call as if another account had signed it; sudo key only", {
    who: MultiAddress,
    call: as("Box<<T as Config>::RuntimeCall>", RuntimeCall),
  }),
  remove_key: call(4, "Gives up the sudo key for ever", {}),
})

export const events = defineEvents("Sudo", {
  Sudid: event(0, "A call was run with root rights, with this result", {
    sudo_result: as("DispatchResult", result(unit, DispatchError)),
  }),
  KeyChanged: event(1, "The sudo key passed to another account", {
    old: option(AccountId32),
    new: AccountId32,
  }),
  KeyRemoved: event(2, "The sudo key was removed for ever"),
  SudoAsDone: event(3, "A call was run in another account's name, with this result", {
    sudo_result: as("DispatchResult", result(unit, DispatchError)),
  }),
})

export const errors = defineErrors("Sudo", 12, {
  RequireSudo: "Only the sudo key may do this",
})

/** Declared costs: picoseconds, proof bytes, database accesses. */
export const weights: Readonly<Record<string, CallWeight>> = {
  sudo: { refTime: 7_939_000, proofSize: 1517, reads: 1, writes: 0 }, // class of the inner call; post-dispatch pays No on success: the whole fee is refunded. plus the weight of the inner call
  sudo_unchecked_weight: { refTime: 0, proofSize: 0, reads: 0, writes: 0 }, // class of the inner call; post-dispatch pays No on success: the whole fee is refunded. refTime/proofSize = weight argument
  set_key: { refTime: 7_237_000, proofSize: 1517, reads: 1, writes: 1 }, // post-dispatch pays No on success
  sudo_as: { refTime: 7_870_000, proofSize: 1517, reads: 1, writes: 0 }, // class of the inner call; post-dispatch pays No on success: the whole fee is refunded. plus the weight of the inner call
  remove_key: { refTime: 6_417_000, proofSize: 1517, reads: 1, writes: 1 }, // post-dispatch pays No on success
}

export const schema = definePalletSchema({
  name: "Sudo",
  index: 12,
  hasStorage: true,
  tables: { storage, calls, events, errors, constants, weights },
  enums: {
    calls: { path: "pallet_sudo::pallet::Call", params: ["T"] },
    events: { path: "pallet_sudo::pallet::Event", params: ["T"], typeName: "pallet_sudo::Event<Runtime>" },
    errors: { path: "pallet_sudo::pallet::Error", params: ["T"], typeName: "pallet_sudo::Error<Runtime>" },
  },
})
