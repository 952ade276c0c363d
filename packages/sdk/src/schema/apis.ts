/** The runtime APIs under their wire names, with their types. */
import type { ApiMethod, ApiMethods } from "@taonet/frame/schema/runtimeApis"
import { AccountNonceApi } from "@taonet/runtime/apis/accountNonceApi/schema"
import { AuraApi } from "@taonet/runtime/apis/auraApi/schema"
import { BabeApi } from "@taonet/runtime/apis/babeApi/schema"
import { BetaBasketRuntimeApi } from "@taonet/runtime/apis/betaBasketRuntimeApi/schema"
import { BlockBuilder } from "@taonet/runtime/apis/blockBuilder/schema"
import { ContractsApi } from "@taonet/runtime/apis/contractsApi/schema"
import { ConvertTransactionRuntimeApi } from "@taonet/runtime/apis/convertTransactionRuntimeApi/schema"
import { Core } from "@taonet/runtime/apis/core/schema"
import { DelegateInfoRuntimeApi } from "@taonet/runtime/apis/delegateInfoRuntimeApi/schema"
import { EthereumRuntimeRPCApi } from "@taonet/runtime/apis/ethereumRuntimeRPCApi/schema"
import { GenesisBuilder } from "@taonet/runtime/apis/genesisBuilder/schema"
import { GrandpaApi } from "@taonet/runtime/apis/grandpaApi/schema"
import { Metadata } from "@taonet/runtime/apis/metadata/schema"
import { NeuronInfoRuntimeApi } from "@taonet/runtime/apis/neuronInfoRuntimeApi/schema"
import { OffchainWorkerApi } from "@taonet/runtime/apis/offchainWorkerApi/schema"
import { ProxyFilterRuntimeApi } from "@taonet/runtime/apis/proxyFilterRuntimeApi/schema"
import { SessionKeys } from "@taonet/runtime/apis/sessionKeys/schema"
import { ShieldApi } from "@taonet/runtime/apis/shieldApi/schema"
import { StakeInfoRuntimeApi } from "@taonet/runtime/apis/stakeInfoRuntimeApi/schema"
import { SubnetInfoRuntimeApi } from "@taonet/runtime/apis/subnetInfoRuntimeApi/schema"
import { SubnetRegistrationRuntimeApi } from "@taonet/runtime/apis/subnetRegistrationRuntimeApi/schema"
import { SwapRuntimeApi } from "@taonet/runtime/apis/swapRuntimeApi/schema"
import { TaggedTransactionQueue } from "@taonet/runtime/apis/taggedTransactionQueue/schema"
import { TransactionPaymentApi } from "@taonet/runtime/apis/transactionPaymentApi/schema"
import { TransactionPaymentCallApi } from "@taonet/runtime/apis/transactionPaymentCallApi/schema"

export const apis = {
  AccountNonceApi,
  AuraApi,
  BabeApi,
  BetaBasketRuntimeApi,
  BlockBuilder,
  ContractsApi,
  ConvertTransactionRuntimeApi,
  Core,
  DelegateInfoRuntimeApi,
  EthereumRuntimeRPCApi,
  GenesisBuilder,
  GrandpaApi,
  Metadata,
  NeuronInfoRuntimeApi,
  OffchainWorkerApi,
  ProxyFilterRuntimeApi,
  SessionKeys,
  ShieldApi,
  StakeInfoRuntimeApi,
  SubnetInfoRuntimeApi,
  SubnetRegistrationRuntimeApi,
  SwapRuntimeApi,
  TaggedTransactionQueue,
  TransactionPaymentApi,
  TransactionPaymentCallApi,
} as const

export type Apis = typeof apis
/** "Api.method" of all methods. */
export type ApiMethodName = {
  [A in keyof Apis]: `${A}.${keyof Apis[A]["methods"] & string}`
}[keyof Apis]

type MethodAt<N extends string> = N extends `${infer A}.${infer M}`
  ? A extends keyof Apis
    ? M extends keyof Apis[A]["methods"]
      ? Apis[A]["methods"][M]
      : never
    : never
  : never
export type ApiArgsAt<N extends string> = MethodAt<N> extends ApiMethod<infer A, infer _R> ? A : never
export type ApiResultAt<N extends string> = MethodAt<N> extends ApiMethod<infer _A, infer R> ? R : never

/** The API and the method's own name. Throws RangeError when there is none, for callers without types. */
export function apiAt(name: string) {
  const [api = "", method = ""] = name.split(".")
  const found = (apis as Readonly<Record<string, { readonly name: string; readonly methods: ApiMethods }>>)[
    api
  ]
  if (found?.methods[method] === undefined) throw new RangeError(`there is no runtime API ${name}`)
  return { api: { ...found, version: 0, doc: "" }, method }
}
