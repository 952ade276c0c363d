import { constant, defineConstants } from "@taonet/frame/schema/constants"
import { Perbill } from "@taonet/frame/types/sp_arithmetic"
import { bool, u32 } from "@taonet/primitives/scale/index"
import { TaoBalance } from "../../types/subtensorCommon.ts"
import { ApiVersion, Environment, Schedule } from "./types.ts"

/** Values that a chain spec may set otherwise. */
export const constants = defineConstants("Contracts", {
  Schedule: constant("Limits and costs of running contracts", Schedule, {
    limits: {
      event_topics: 4,
      memory_pages: 16,
      subject_len: 32,
      payload_len: 16_384,
      runtime_memory: 1_073_741_824,
      validator_runtime_memory: 2_147_483_648,
      event_ref_time: 60_000n,
    },
    instruction_weights: { base: 1259 },
  }),
  DepositPerByte: constant("Deposit per stored byte, in rao", TaoBalance, 30n),
  DefaultDepositLimit: constant(
    "Storage deposit limit in rao when the caller gives none",
    TaoBalance,
    31_534_080n,
  ),
  DepositPerItem: constant("Deposit per storage item, in rao", TaoBalance, 75n),
  CodeHashLockupDepositPercent: constant(
    "Share of the code deposit locked by each dependency on that code",
    Perbill,
    300_000_000,
  ),
  MaxCodeLen: constant("Largest contract code in bytes", u32, 131_072),
  MaxStorageKeyLen: constant("Largest contract storage key in bytes", u32, 128),
  MaxTransientStorageSize: constant("Most temporary storage of one call in bytes", u32, 1_048_576),
  MaxDelegateDependencies: constant("Most code dependencies of one contract", u32, 32),
  UnsafeUnstableInterface: constant("Whether contracts may use unstable host functions", bool, false),
  MaxDebugBufferLen: constant("Largest debug output in bytes", u32, 2_097_152),
  Environment: constant("Types that the chain shares with contracts", Environment, {
    account_id: undefined,
    balance: undefined,
    hash: undefined,
    hasher: undefined,
    timestamp: undefined,
    block_number: undefined,
  }),
  ApiVersion: constant("Version of the interface that contracts are built against", ApiVersion, 4),
})
