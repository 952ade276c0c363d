import { storage as subtensor } from "../pallets/subtensor/schema.ts"
import { subnetAccount } from "../pallets/subtensor/subnets/accounts.ts"
import { allNetuids } from "../pallets/subtensor/subnets/subnets.ts"
import { storage as swap } from "../pallets/swap/schema.ts"
import { storage as system } from "../pallets/system/schema.ts"
import type { Invariant } from "./invariant.ts"
import { isNewSubnet } from "./measures.ts"

/**
 * The TAO of a pool and what waits to enter it lie in cash on the subnet's account; on root, all that is staked. Not backed are the local
 * genesis, and a new pool whose creator paid less than the minimum (he keeps his existential deposit).
 */
export const poolsAreBacked: Invariant = {
  name: "SubtensorModule.SubnetTAO ≤ cash of the subnet",
  *check(state) {
    for (const netuid of allNetuids(state)) {
      const cash = system.Account.get(state, subnetAccount(netuid)).data.free
      const tao = subtensor.SubnetTAO.get(state, netuid) + swap.BalancerTaoReservoir.get(state, netuid)
      if (cash >= tao) continue
      const detail = `${cash} rao in cash, ${tao} in the pool and its reservoir`
      yield { subject: `subnet ${netuid}`, by: tao - cash, detail, excused: () => isNewSubnet(state, netuid) }
    }
  },
}
