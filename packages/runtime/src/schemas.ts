import type { PalletSchema } from "@taonet/frame/schema/pallet"
import { bindPallets } from "./outer.ts"
import { schema as adminUtils } from "./pallets/adminUtils/schema.ts"
import { schema as alphaAssets } from "./pallets/alphaAssets/schema.ts"
import { schema as aura } from "./pallets/aura/schema.ts"
import { schema as balances } from "./pallets/balances/schema.ts"
import { schema as baseFee } from "./pallets/baseFee/schema.ts"
import { schema as commitments } from "./pallets/commitments/schema.ts"
import { schema as contracts } from "./pallets/contracts/schema.ts"
import { schema as crowdloan } from "./pallets/crowdloan/schema.ts"
import { schema as drand } from "./pallets/drand/schema.ts"
import { schema as ethereum } from "./pallets/ethereum/schema.ts"
import { schema as evm } from "./pallets/evm/schema.ts"
import { schema as evmChainId } from "./pallets/evmChainId/schema.ts"
import { schema as grandpa } from "./pallets/grandpa/schema.ts"
import { schema as limitOrders } from "./pallets/limitOrders/schema.ts"
import { schema as mevShield } from "./pallets/mevShield/schema.ts"
import { schema as multisig } from "./pallets/multisig/schema.ts"
import { schema as preimage } from "./pallets/preimage/schema.ts"
import { schema as proxy } from "./pallets/proxy/schema.ts"
import { schema as randomnessCollectiveFlip } from "./pallets/randomnessCollectiveFlip/schema.ts"
import { schema as safeMode } from "./pallets/safeMode/schema.ts"
import { schema as scheduler } from "./pallets/scheduler/schema.ts"
import { schema as subtensor } from "./pallets/subtensor/schema.ts"
import { schema as sudo } from "./pallets/sudo/schema.ts"
import { schema as swap } from "./pallets/swap/schema.ts"
import { schema as system } from "./pallets/system/schema.ts"
import { schema as timestamp } from "./pallets/timestamp/schema.ts"
import { schema as transactionPayment } from "./pallets/transactionPayment/schema.ts"
import { schema as utility } from "./pallets/utility/schema.ts"

/** All pallets of the chain in index order: the index table of `construct_runtime`. */
export const palletSchemas: readonly PalletSchema[] = [
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
  ethereum,
  evm,
  evmChainId,
  baseFee,
  drand,
  crowdloan,
  swap,
  contracts,
  mevShield,
  alphaAssets,
  limitOrders,
]

bindPallets(palletSchemas)
