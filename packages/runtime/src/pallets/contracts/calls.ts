import { call, defineCalls } from "@taonet/frame/schema/calls"
import { H256 } from "@taonet/frame/types/primitive_types"
import { MultiAddress } from "@taonet/frame/types/sp_runtime"
import { Weight } from "@taonet/frame/types/sp_weights"
import { as, bytes, compact, option, u64 } from "@taonet/primitives/scale/index"
import { TaoBalance } from "../../types/subtensorCommon.ts"
import { Determinism } from "./types.ts"

export const calls = defineCalls("Contracts", {
  call_old_weight: call(0, "Calls a contract with the old one-part gas limit; kept for old clients", {
    dest: MultiAddress,
    value: as("BalanceOf<T>", compact(TaoBalance)),
    gas_limit: as("OldWeight", compact(u64)),
    storage_deposit_limit: as(
      "Option<<BalanceOf<T> as codec::HasCompact>::Type>",
      option(compact(TaoBalance)),
    ),
    data: bytes,
  }),
  instantiate_with_code_old_weight: call(
    1,
    "Uploads code and creates a contract with the old gas limit; kept for old clients",
    {
      value: as("BalanceOf<T>", compact(TaoBalance)),
      gas_limit: as("OldWeight", compact(u64)),
      storage_deposit_limit: as(
        "Option<<BalanceOf<T> as codec::HasCompact>::Type>",
        option(compact(TaoBalance)),
      ),
      code: bytes,
      data: bytes,
      salt: bytes,
    },
  ),
  instantiate_old_weight: call(
    2,
    "Creates a contract from stored code with the old gas limit; kept for old clients",
    {
      value: as("BalanceOf<T>", compact(TaoBalance)),
      gas_limit: as("OldWeight", compact(u64)),
      storage_deposit_limit: as(
        "Option<<BalanceOf<T> as codec::HasCompact>::Type>",
        option(compact(TaoBalance)),
      ),
      code_hash: as("CodeHash<T>", H256),
      data: bytes,
      salt: bytes,
    },
  ),
  upload_code: call(3, "Stores contract code on chain without creating a contract", {
    code: bytes,
    storage_deposit_limit: as(
      "Option<<BalanceOf<T> as codec::HasCompact>::Type>",
      option(compact(TaoBalance)),
    ),
    determinism: Determinism,
  }),
  remove_code: call(4, "Deletes stored contract code that no contract uses and returns its deposit", {
    code_hash: as("CodeHash<T>", H256),
  }),
  set_code: call(5, "Points a contract at other stored code; root only", {
    dest: MultiAddress,
    code_hash: as("CodeHash<T>", H256),
  }),
  call: call(6, "Calls a contract, sending funds and data with it", {
    dest: MultiAddress,
    value: as("BalanceOf<T>", compact(TaoBalance)),
    gas_limit: Weight,
    storage_deposit_limit: as(
      "Option<<BalanceOf<T> as codec::HasCompact>::Type>",
      option(compact(TaoBalance)),
    ),
    data: bytes,
  }),
  instantiate_with_code: call(7, "Uploads code and creates a contract from it", {
    value: as("BalanceOf<T>", compact(TaoBalance)),
    gas_limit: Weight,
    storage_deposit_limit: as(
      "Option<<BalanceOf<T> as codec::HasCompact>::Type>",
      option(compact(TaoBalance)),
    ),
    code: bytes,
    data: bytes,
    salt: bytes,
  }),
  instantiate: call(8, "Creates a contract from code that is already stored", {
    value: as("BalanceOf<T>", compact(TaoBalance)),
    gas_limit: Weight,
    storage_deposit_limit: as(
      "Option<<BalanceOf<T> as codec::HasCompact>::Type>",
      option(compact(TaoBalance)),
    ),
    code_hash: as("CodeHash<T>", H256),
    data: bytes,
    salt: bytes,
  }),
  migrate: call(9, "Carries on with a storage migration of this pallet", { weight_limit: Weight }),
})
