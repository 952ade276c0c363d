import { ApiError } from "@taonet/frame/runtime"
import { concatBytes } from "@taonet/primitives/bytes"
import { fromHex } from "@taonet/primitives/hex"
import { createReader, encode, option, u8, u16, u64, vec } from "@taonet/primitives/scale/index"
import { invalidParams, RpcError } from "../errors.ts"
import { accountParam, asU32, hashParam, listParam, optional, type Params, u32Param } from "../params.ts"
import type { MethodGroup } from "../registry.ts"
import { callRuntime } from "../runtimeCalls.ts"
import type { Method } from "../types.ts"

/** A parameter, as SCALE. */
type Argument = (params: Params, index: number) => Uint8Array
/** What becomes of the runtime's answer. */
type Answer = (output: Uint8Array) => unknown

const wholeBelow = (value: number, bound: number, index: number): number => {
  if (value >= bound) throw invalidParams(`parameter ${index} is not below ${bound}`)
  return value
}
const short: Argument = (params, index) => encode(u16, wholeBelow(u32Param(params, index), 0x1_0000, index))
const byte: Argument = (params, index) => encode(u8, wholeBelow(u32Param(params, index), 0x100, index))
const shorts: Argument = (params, index) => {
  const list = listParam(params, index, 0x1_0000, (items, at) =>
    wholeBelow(u32Param(items, at), 0x1_0000, index),
  )
  return encode(vec(u16), list)
}
const rao: Argument = (params, index) => {
  const value = params[index]
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0)
    throw invalidParams(`parameter ${index} is not a u64`)
  return encode(u64, BigInt(value))
}
const account: Argument = (params, index) => fromHex(accountParam(params, index))
/** Some methods take an account as a list of 32 numbers. */
const accountBytes: Argument = (params, index) => {
  if (!Array.isArray(params[index])) return account(params, index)
  const bytes = listParam(params, index, 32, (items, at) => asU32(items[at]) ?? 256)
  if (bytes.length !== 32 || bytes.some((one) => one > 255))
    throw invalidParams(`parameter ${index} is not an account`)
  return Uint8Array.from(bytes)
}

/** `Vec<u8>` of serde: a list of numbers. */
const bytes: Answer = (output) => [...output]
const amount: Answer = (output) => Number(u64.decodeFrom(createReader(output)))
const perhapsShort: Answer = (output) => option(u16).decodeFrom(createReader(output)) ?? null

type Row = readonly [method: string, call: string, args: readonly Argument[], answer?: Answer]

/** The node's own methods besides Substrate's: each calls a runtime API, and each takes a block's hash last. */
const rows: readonly Row[] = [
  ["delegateInfo_getDelegates", "DelegateInfoRuntimeApi_get_delegates", []],
  ["delegateInfo_getDelegate", "DelegateInfoRuntimeApi_get_delegate", [accountBytes]],
  ["delegateInfo_getDelegated", "DelegateInfoRuntimeApi_get_delegated", [accountBytes]],
  ["neuronInfo_getNeuronsLite", "NeuronInfoRuntimeApi_get_neurons_lite", [short]],
  ["neuronInfo_getNeuronLite", "NeuronInfoRuntimeApi_get_neuron_lite", [short, short]],
  ["neuronInfo_getNeurons", "NeuronInfoRuntimeApi_get_neurons", [short]],
  ["neuronInfo_getNeuron", "NeuronInfoRuntimeApi_get_neuron", [short, short]],
  ["subnetInfo_getSubnetInfo", "SubnetInfoRuntimeApi_get_subnet_info", [short]],
  ["subnetInfo_getSubnetsInfo", "SubnetInfoRuntimeApi_get_subnets_info", []],
  ["subnetInfo_getSubnetInfo_v2", "SubnetInfoRuntimeApi_get_subnet_info_v2", [short]],
  ["subnetInfo_getSubnetsInfo_v2", "SubnetInfoRuntimeApi_get_subnets_info_v2", []],
  ["subnetInfo_getSubnetHyperparams", "SubnetInfoRuntimeApi_get_subnet_hyperparams", [short]],
  ["subnetInfo_getSubnetHyperparamsV2", "SubnetInfoRuntimeApi_get_subnet_hyperparams_v2", [short]],
  ["subnetInfo_getAllDynamicInfo", "SubnetInfoRuntimeApi_get_all_dynamic_info", []],
  ["subnetInfo_getDynamicInfo", "SubnetInfoRuntimeApi_get_dynamic_info", [short]],
  ["subnetInfo_getAllMetagraphs", "SubnetInfoRuntimeApi_get_all_metagraphs", []],
  ["subnetInfo_getMetagraph", "SubnetInfoRuntimeApi_get_metagraph", [short]],
  ["subnetInfo_getAllMechagraphs", "SubnetInfoRuntimeApi_get_all_mechagraphs", []],
  ["subnetInfo_getMechagraph", "SubnetInfoRuntimeApi_get_mechagraph", [short, byte]],
  ["subnetInfo_getSubnetState", "SubnetInfoRuntimeApi_get_subnet_state", [short]],
  ["subnetInfo_getBlockEmission", "SubnetInfoRuntimeApi_get_block_emission", [], amount],
  ["subnetInfo_getLockCost", "SubnetRegistrationRuntimeApi_get_network_registration_cost", [], amount],
  ["subnetInfo_getSelectiveMetagraph", "SubnetInfoRuntimeApi_get_selective_metagraph", [short, shorts]],
  [
    "subnetInfo_getSelectiveMechagraph",
    "SubnetInfoRuntimeApi_get_selective_mechagraph",
    [short, byte, shorts],
  ],
  [
    "subnetInfo_getColdkeyAutoStakeHotkey",
    "SubnetInfoRuntimeApi_get_coldkey_auto_stake_hotkey",
    [account, short],
  ],
  ["subnetInfo_getSubnetToPrune", "SubnetInfoRuntimeApi_get_subnet_to_prune", [], perhapsShort],
  ["subnetInfo_getSubnetAccountId", "SubnetInfoRuntimeApi_get_subnet_account_id", [short]],
  ["stakeInfo_getColdkeyLock", "StakeInfoRuntimeApi_get_coldkey_lock", [account, short]],
  ["betaBasket_getStakerOwed", "BetaBasketRuntimeApi_get_root_basket_owed", [account], amount],
  ["betaBasket_getStakerValidatorOwed", "BetaBasketRuntimeApi_get_basket_payout", [account, account], amount],
  ["betaBasket_getValidatorNav", "BetaBasketRuntimeApi_get_validator_basket_nav", [account], amount],
  ["betaBasket_getValidatorBasket", "BetaBasketRuntimeApi_get_validator_basket", [account]],
  ["betaBasket_getTotalNav", "BetaBasketRuntimeApi_get_root_basket_total_nav", [], amount],
  ["betaBasket_getValidatorSummary", "BetaBasketRuntimeApi_get_validator_basket_summary", [account]],
  ["betaBasket_getAllBaskets", "BetaBasketRuntimeApi_get_all_validator_baskets", []],
  ["betaBasket_getStakerPositions", "BetaBasketRuntimeApi_get_root_basket_positions", [account]],
  ["swap_currentAlphaPrice", "SwapRuntimeApi_current_alpha_price", [short], amount],
  ["swap_simSwapTaoForAlpha", "SwapRuntimeApi_sim_swap_tao_for_alpha", [short, rao]],
  ["swap_simSwapAlphaForTao", "SwapRuntimeApi_sim_swap_alpha_for_tao", [short, rao]],
]

/** The reference's code for whatever the runtime did not answer. */
const runtimeErrorCode = 1

export const subtensorMethods: MethodGroup = Object.fromEntries(
  rows.map(([name, call, args, answer = bytes]) => [name, methodOf(call, args, answer)]),
)

function methodOf(call: string, args: readonly Argument[], answer: Answer): Method {
  return (params, { services: { chain } }) => {
    const encoded = concatBytes(...args.map((argument, index) => argument(params, index)))
    const hash = optional(params, args.length, hashParam) ?? chain.head().hash
    try {
      return answer(callRuntime(chain, hash, call, encoded))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      throw new RpcError(runtimeErrorCode, `Unable to call ${call}: ${error.message}`)
    }
  }
}
