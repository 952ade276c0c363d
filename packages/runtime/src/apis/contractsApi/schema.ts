import { defineApi, method } from "@taonet/frame/schema/runtimeApis"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { DispatchError } from "@taonet/frame/types/sp_runtime"
import { Weight } from "@taonet/frame/types/sp_weights"
import { bytes, option, result } from "@taonet/primitives/scale/index"
import {
  Code,
  CodeUploadReturnValue,
  ContractAccessError,
  ContractResultEventRecord,
  ContractResultEventRecord2,
  Determinism,
} from "../../pallets/contracts/types.ts"
import { TaoBalance } from "../../types/subtensorCommon.ts"

/** Trying out WebAssembly contracts. */
export const ContractsApi = defineApi("ContractsApi", 2, "Trying out WebAssembly contracts", {
  call: method(
    "Runs a contract call without changing state and returns its result and cost",
    {
      origin: AccountId32,
      dest: AccountId32,
      value: TaoBalance,
      gas_limit: option(Weight),
      storage_deposit_limit: option(TaoBalance),
      input_data: bytes,
    },
    ContractResultEventRecord,
  ),
  instantiate: method(
    "Runs a contract creation without changing state and returns its result and cost",
    {
      origin: AccountId32,
      value: TaoBalance,
      gas_limit: option(Weight),
      storage_deposit_limit: option(TaoBalance),
      code: Code,
      data: bytes,
      salt: bytes,
    },
    ContractResultEventRecord2,
  ),
  upload_code: method(
    "Tries a code upload without changing state and returns its hash and deposit",
    { origin: AccountId32, code: bytes, storage_deposit_limit: option(TaoBalance), determinism: Determinism },
    result(CodeUploadReturnValue, DispatchError),
  ),
  get_storage: method(
    "Returns one storage value of a contract",
    { address: AccountId32, key: bytes },
    result(option(bytes), ContractAccessError),
  ),
})
