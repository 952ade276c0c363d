import type { RuntimeApi } from "@taonet/frame/schema/runtimeApis"
import { AccountNonceApi } from "./accountNonceApi/schema.ts"
import { AuraApi } from "./auraApi/schema.ts"
import { BabeApi } from "./babeApi/schema.ts"
import { BetaBasketRuntimeApi } from "./betaBasketRuntimeApi/schema.ts"
import { BlockBuilder } from "./blockBuilder/schema.ts"
import { ContractsApi } from "./contractsApi/schema.ts"
import { ConvertTransactionRuntimeApi } from "./convertTransactionRuntimeApi/schema.ts"
import { Core } from "./core/schema.ts"
import { DelegateInfoRuntimeApi } from "./delegateInfoRuntimeApi/schema.ts"
import { EthereumRuntimeRPCApi } from "./ethereumRuntimeRPCApi/schema.ts"
import { GenesisBuilder } from "./genesisBuilder/schema.ts"
import { GrandpaApi } from "./grandpaApi/schema.ts"
import { Metadata } from "./metadata/schema.ts"
import { NeuronInfoRuntimeApi } from "./neuronInfoRuntimeApi/schema.ts"
import { OffchainWorkerApi } from "./offchainWorkerApi/schema.ts"
import { ProxyFilterRuntimeApi } from "./proxyFilterRuntimeApi/schema.ts"
import { SessionKeys } from "./sessionKeys/schema.ts"
import { ShieldApi } from "./shieldApi/schema.ts"
import { StakeInfoRuntimeApi } from "./stakeInfoRuntimeApi/schema.ts"
import { SubnetInfoRuntimeApi } from "./subnetInfoRuntimeApi/schema.ts"
import { SubnetRegistrationRuntimeApi } from "./subnetRegistrationRuntimeApi/schema.ts"
import { SwapRuntimeApi } from "./swapRuntimeApi/schema.ts"
import { TaggedTransactionQueue } from "./taggedTransactionQueue/schema.ts"
import { TransactionPaymentApi } from "./transactionPaymentApi/schema.ts"
import { TransactionPaymentCallApi } from "./transactionPaymentCallApi/schema.ts"

/** The runtime APIs in the metadata's order. */
export const runtimeApis: readonly RuntimeApi[] = [
  Core,
  Metadata,
  BlockBuilder,
  GenesisBuilder,
  TaggedTransactionQueue,
  OffchainWorkerApi,
  AuraApi,
  SessionKeys,
  GrandpaApi,
  AccountNonceApi,
  TransactionPaymentApi,
  TransactionPaymentCallApi,
  EthereumRuntimeRPCApi,
  ConvertTransactionRuntimeApi,
  ContractsApi,
  DelegateInfoRuntimeApi,
  NeuronInfoRuntimeApi,
  SubnetInfoRuntimeApi,
  StakeInfoRuntimeApi,
  SubnetRegistrationRuntimeApi,
  BetaBasketRuntimeApi,
  ProxyFilterRuntimeApi,
  BabeApi,
  SwapRuntimeApi,
  ShieldApi,
]
