import { definePallet, type Pallet } from "@taonet/frame/pallet"
import "../schemas.ts"
import { adminUtils } from "./adminUtils/index.ts"
import { alphaAssetsPallet } from "./alphaAssets/index.ts"
import { aura } from "./aura/index.ts"
import { balances } from "./balances/index.ts"
import { calls as baseFeeCalls, schema as baseFeeSchema } from "./baseFee/schema.ts"
import { commitments } from "./commitments/index.ts"
import { calls as contractsCalls, schema as contractsSchema } from "./contracts/schema.ts"
import { crowdloan } from "./crowdloan/index.ts"
import { drand } from "./drand/index.ts"
import { calls as ethereumCalls, schema as ethereumSchema } from "./ethereum/schema.ts"
import { calls as evmCalls, schema as evmSchema } from "./evm/schema.ts"
import { calls as evmChainIdCalls, schema as evmChainIdSchema } from "./evmChainId/schema.ts"
import { grandpa } from "./grandpa/index.ts"
import { limitOrders } from "./limitOrders/index.ts"
import { mevShield } from "./mevShield/index.ts"
import { multisig } from "./multisig/index.ts"
import { preimage } from "./preimage/index.ts"
import { proxy } from "./proxy/index.ts"
import { randomnessCollectiveFlip } from "./randomnessCollectiveFlip/index.ts"
import { safeMode } from "./safeMode/index.ts"
import { scheduler } from "./scheduler/index.ts"
import { subtensor } from "./subtensor/index.ts"
import { sudo } from "./sudo/index.ts"
import { swapPallet } from "./swap/index.ts"
import { system } from "./system/index.ts"
import { timestamp } from "./timestamp/index.ts"
import { transactionPayment } from "./transactionPayment/index.ts"
import { utility } from "./utility/index.ts"

/** All pallets with their logic, in index order: the order of their hooks. One without logic stands here with its tables alone. */
export const pallets: readonly Pallet[] = [
  system,
  randomnessCollectiveFlip,
  timestamp,
  aura,
  grandpa,
  balances,
  transactionPayment,
  subtensor,
  utility,
  sudo,
  multisig,
  preimage,
  scheduler,
  proxy,
  commitments,
  adminUtils,
  safeMode,
  definePallet(ethereumSchema, ethereumCalls),
  definePallet(evmSchema, evmCalls),
  definePallet(evmChainIdSchema, evmChainIdCalls),
  definePallet(baseFeeSchema, baseFeeCalls),
  drand,
  crowdloan,
  swapPallet,
  definePallet(contractsSchema, contractsCalls),
  mevShield,
  alphaAssetsPallet,
  limitOrders,
]
