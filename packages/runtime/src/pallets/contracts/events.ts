import { defineEvents, event } from "@taonet/frame/schema/events"
import { H256 } from "@taonet/frame/types/primitive_types"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { as, bytes } from "@taonet/primitives/scale/index"
import { TaoBalance } from "../../types/subtensorCommon.ts"
import { Origin } from "./types.ts"

export const events = defineEvents("Contracts", {
  Instantiated: event(0, "A contract was created", { deployer: AccountId32, contract: AccountId32 }),
  Terminated: event(1, "A contract removed itself and sent its funds to a beneficiary", {
    contract: AccountId32,
    beneficiary: AccountId32,
  }),
  CodeStored: event(2, "Contract code was stored", {
    code_hash: as("T::Hash", H256),
    deposit_held: as("BalanceOf<T>", TaoBalance),
    uploader: AccountId32,
  }),
  ContractEmitted: event(3, "A contract emitted an event of its own", { contract: AccountId32, data: bytes }),
  CodeRemoved: event(4, "Stored contract code was deleted", {
    code_hash: as("T::Hash", H256),
    deposit_released: as("BalanceOf<T>", TaoBalance),
    remover: AccountId32,
  }),
  ContractCodeUpdated: event(5, "A contract switched to other code", {
    contract: AccountId32,
    new_code_hash: as("T::Hash", H256),
    old_code_hash: as("T::Hash", H256),
  }),
  Called: event(6, "A contract was called", { caller: Origin, contract: AccountId32 }),
  DelegateCalled: event(7, "A contract ran other code in its own context", {
    contract: AccountId32,
    code_hash: as("CodeHash<T>", H256),
  }),
  StorageDepositTransferredAndHeld: event(8, "A storage deposit moved to an account and was held there", {
    from: AccountId32,
    to: AccountId32,
    amount: as("BalanceOf<T>", TaoBalance),
  }),
  StorageDepositTransferredAndReleased: event(9, "A storage deposit was released and moved back", {
    from: AccountId32,
    to: AccountId32,
    amount: as("BalanceOf<T>", TaoBalance),
  }),
})
