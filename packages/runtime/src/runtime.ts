import { createDispatcher, type Dispatcher } from "@taonet/frame/dispatch/dispatcher"
import { DispatchFailure, ModuleError } from "@taonet/frame/errors"
import { encodeMetadataV14, encodeMetadataV15 } from "@taonet/frame/metadata/metadata"
import { type MetadataHashInfo, metadataHash } from "@taonet/frame/metadata/metadataHash"
import type { Pallet, UnsignedRule } from "@taonet/frame/pallet"
import { ApiError, type Runtime, type RuntimeVersion } from "@taonet/frame/runtime"
import type { ApiImplementation } from "@taonet/frame/schema/runtimeApis"
import { createState, type State } from "@taonet/frame/state"
import { toHex } from "@taonet/primitives/hex"
import { createReader, DecodeError, encode, remaining } from "@taonet/primitives/scale/index"
import { createMemoryStore } from "@taonet/state/memoryStore"
import { createOverlay } from "@taonet/state/overlay"
import { coreApis } from "./apis/core.ts"
import { apiImplementations } from "./apis/implementations.ts"
import { shieldApi } from "./apis/shieldApi/index.ts"
import { transactionApis } from "./apis/transactions.ts"
import { allowedByFilter } from "./callFilter.ts"
import { description } from "./description.ts"
import { applyExtrinsic } from "./executive/apply.ts"
import { finalizeBlock, initializeBlock } from "./executive/block.ts"
import { encodeBare } from "./executive/extrinsic.ts"
import { type ValidationDeps, validateTransaction, verifiedExtrinsic } from "./executive/validate.ts"
import { chargeTransactionPayment } from "./extensions/chargeTransactionPayment.ts"
import { checkMortality } from "./extensions/checkMortality.ts"
import { checkNonce } from "./extensions/checkNonce.ts"
import { checkNonZeroSender } from "./extensions/checkNonZeroSender.ts"
import { checkShieldedTxValidity } from "./extensions/checkShieldedTxValidity.ts"
import { checkWeight } from "./extensions/checkWeight.ts"
import { drandPriority } from "./extensions/drandPriority.ts"
import { subtensorTransactionExtension } from "./extensions/subtensor.ts"
import { sudoTransactionExtension } from "./extensions/sudo.ts"
import type { TransactionExtension } from "./extensions/types.ts"
import { writeGenesis } from "./genesis.ts"
import { guards } from "./guards/index.ts"
import { authorOf } from "./pallets/aura/index.ts"
import { constants as aura } from "./pallets/aura/schema.ts"
import { pallets } from "./pallets/index.ts"
import { calls as mevShieldCalls } from "./pallets/mevShield/schema.ts"
import { statedVersion } from "./pallets/system/code.ts"
import { constants as systemConstants, errors as systemErrors } from "./pallets/system/schema.ts"
import {
  storage as timestamp,
  calls as timestampCalls,
  constants as timestampConstants,
} from "./pallets/timestamp/schema.ts"
import type { ChainSpec } from "./specs/chainSpec.ts"
import { withFreeCalls } from "./specs/thesisRules.ts"
import { validatorsOf } from "./validators.ts"

/** The transaction extensions that do something, in the order of the metadata. */
const extensions: readonly TransactionExtension[] = [
  checkNonZeroSender,
  checkMortality,
  checkNonce,
  checkWeight,
  chargeTransactionPayment,
  sudoTransactionExtension,
  checkShieldedTxValidity,
  subtensorTransactionExtension,
  drandPriority,
]

/** The runtime of a network: all pallets over the spec's constants and genesis. Keeps nothing between calls but the metadata bytes. */
export function createRuntime(spec: ChainSpec): Runtime {
  const view = { constants: spec.constants }
  const dispatcher = dispatcherOf(withFreeCalls(pallets, spec.constants))
  const deps = {
    dispatcher,
    extensions,
    validateUnsigned: unsignedRules(pallets),
    isInherent: inherentRule(pallets, dispatcher),
    metadataHash: once(() => metadataHash(description, view, hashInfo(spec, view))),
  }
  const metadata = memoized((version: number) => {
    if (version === 14) return encodeMetadataV14(description, view)
    if (version === 15) return encodeMetadataV15(description, view)
    return undefined
  })
  const apis = methodTable([
    ...coreApis(metadata),
    ...transactionApis(dispatcher, (state, bytes, context) =>
      validateTransaction(state, bytes, context, deps),
    ),
    shieldApi((state, bytes) => verifiedExtrinsic(state, bytes, deps)),
    ...apiImplementations,
  ])
  const open: Runtime["open"] = (overlay) => createState(overlay, spec.constants, dispatcher)
  const underVersion = memoized((spec_version: number) => createRuntime(withVersion(spec, spec_version)))

  return {
    version: versionOf(view),
    slotDurationMs: Number(aura.SlotDuration.get(view)),
    metadata,
    open,
    genesis() {
      if (spec.rawGenesis !== undefined) return spec.rawGenesis
      const state = open(createOverlay(createMemoryStore()))
      writeGenesis(state, spec.genesis)
      return state.changes()
    },
    validateTransaction: (state, bytes, context) => validateTransaction(state, bytes, context, deps),
    initializeBlock: (state, block) => initializeBlock(state, block, pallets),
    inherents(state, { timestampMs, shieldKey }) {
      const earliest = timestamp.Now.get(state) + timestampConstants.MinimumPeriod.get(state)
      const now = timestampMs > earliest ? timestampMs : earliest
      const time = encodeBare(timestampCalls.set.make({ now }))
      if (shieldKey === undefined) return [time]
      return [time, encodeBare(mevShieldCalls.announce_next_key.make({ enc_key: shieldKey }))]
    },
    applyExtrinsic: (state, bytes, signatureVerified = false) =>
      applyExtrinsic(state, bytes, signatureVerified, deps),
    finalizeBlock: (state) => finalizeBlock(state, pallets),
    successor(state) {
      const stated = statedVersion(state)
      const { spec_name, spec_version } = systemConstants.Version.get(view)
      if (stated?.spec_name !== spec_name || stated.spec_version <= spec_version) return undefined
      return underVersion(stated.spec_version)
    },
    producerOf: authorOf,
    validators: validatorsOf,
    call(state, method, args, context) {
      const found = apis.get(method)
      if (!found) throw new ApiError(`Exported method ${method} is not found`)
      return found(state, args, context)
    },
  }
}

function dispatcherOf(all: readonly Pallet[]): Dispatcher {
  return createDispatcher({
    pallets: all,
    guards,
    filter: allowedByFilter,
    filtered: () => new ModuleError(systemErrors.CallFiltered),
    withoutLogic: (call) =>
      new DispatchFailure({ type: "Unavailable" }, `${call.type}.${call.value.type} has no logic yet`),
  })
}

/** Calls that come from the block's author alone: those that a pallet names, and those that blocks must have. */
function inherentRule(all: readonly Pallet[], dispatcher: Dispatcher): ValidationDeps["isInherent"] {
  const named = new Set(
    all.flatMap(({ schema, inherents }) => (inherents ?? []).map((name) => `${schema.name}.${name}`)),
  )
  return (call) => named.has(`${call.type}.${call.value.type}`) || dispatcher.info(call).class === "Mandatory"
}

/** Asks the pallet of a call that comes without signature. */
function unsignedRules(all: readonly Pallet[]): UnsignedRule {
  const rules = new Map(all.map(({ schema, validateUnsigned }) => [schema.name, validateUnsigned]))
  return (state, call, source) =>
    rules.get(call.type)?.(state, call, source) ?? {
      ok: false,
      error: { type: "Unknown", value: { type: "NoUnsignedValidator" } },
    }
}

type BoundMethod = (
  state: State,
  args: Uint8Array,
  context: { readonly blockHash: `0x${string}` },
) => Uint8Array

/** `Api_method` → decode arguments, run, encode the result. */
function methodTable(implementations: readonly ApiImplementation[]): ReadonlyMap<string, BoundMethod> {
  const table = new Map<string, BoundMethod>()
  for (const { api, handlers } of implementations) {
    for (const [name, handler] of Object.entries(handlers)) {
      const { args: codecs, output } = api.methods[name]!
      table.set(`${api.name}_${name}`, (state, bytes, context) => {
        const args = decodeArgs(`${api.name}_${name}`, Object.entries(codecs), bytes)
        return encode(output, handler(state, args as never, context))
      })
    }
  }
  return table
}

function decodeArgs(
  method: string,
  codecs: readonly [string, { decodeFrom(reader: ReturnType<typeof createReader>): unknown }][],
  bytes: Uint8Array,
): Record<string, unknown> {
  const reader = createReader(bytes)
  try {
    const args = Object.fromEntries(codecs.map(([name, codec]) => [name, codec.decodeFrom(reader)]))
    if (remaining(reader) > 0) throw new DecodeError("input buffer has still data left after decoding")
    return args
  } catch (error) {
    if (error instanceof DecodeError || error instanceof RangeError)
      throw new ApiError(`Bad input data provided to ${method}: ${error.message}`)
    throw error
  }
}

/** The same network under another spec_version: an upgrade changes what clients sign for, and what runs is this program all the same. */
function withVersion(spec: ChainSpec, spec_version: number): ChainSpec {
  const version = { ...systemConstants.Version.get({ constants: spec.constants }), spec_version }
  return { ...spec, constants: new Map([...spec.constants, ["System.Version", version]]) }
}

function versionOf(view: Pick<State, "constants">): RuntimeVersion {
  const version = systemConstants.Version.get(view)
  return {
    specName: version.spec_name,
    implName: version.impl_name,
    authoringVersion: version.authoring_version,
    specVersion: version.spec_version,
    implVersion: version.impl_version,
    apis: version.apis.map(([id, number]) => [toHex(id), number] as const),
    transactionVersion: version.transaction_version,
    systemVersion: version.system_version,
    stateVersion: 1,
  }
}

function hashInfo({ properties }: ChainSpec, view: Pick<State, "constants">): MetadataHashInfo {
  const { spec_version, spec_name } = systemConstants.Version.get(view)
  const { ss58Format, tokenDecimals, tokenSymbol } = properties
  return {
    specVersion: spec_version,
    specName: spec_name,
    base58Prefix: ss58Format,
    decimals: tokenDecimals,
    tokenSymbol,
  }
}

function once<R>(build: () => R): () => R {
  const built = memoized(build)
  return () => built(0)
}

function memoized<R>(build: (version: number) => R): (version: number) => R {
  const built = new Map<number, R>()
  return (version) => {
    if (!built.has(version)) built.set(version, build(version))
    return built.get(version) as R
  }
}
