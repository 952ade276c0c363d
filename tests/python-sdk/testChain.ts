import { zero32 } from "@taonet/frame/zero"
import { calls as admin } from "@taonet/runtime/pallets/adminUtils/schema"
import { calls as subtensor } from "@taonet/runtime/pallets/subtensor/schema"
import { calls as utility } from "@taonet/runtime/pallets/utility/schema"
import { createClient, signerFromUri, sudo, sudoAs, webSocketTransport } from "@taonet/sdk/index"
import { startWatchedChain } from "../support/watchedChain.ts"

/** A fresh local chain on a free port, as `taonet dev` starts it: its block time and genesis are what the clients know. */
export const startChain = startWatchedChain

/** Of netuid 1, in blocks. */
export const openTempo = 5000

/**
 * What clients without sudo need: netuid 1 started, weights without commitments, no wait between two subnets, and no epoch on netuid 1
 * that would pay somebody between two readings.
 */
export async function openSubnet(url: string): Promise<void> {
  const transport = await webSocketTransport(url)
  const client = await createClient(transport)
  const alice = signerFromUri("//Alice")
  const settings = [
    admin.sudo_set_admin_freeze_window.make({ window: 0 }),
    admin.sudo_set_weights_set_rate_limit.make({ netuid: 1, weights_set_rate_limit: 0n }),
    admin.sudo_set_commit_reveal_weights_enabled.make({ netuid: 1, enabled: false }),
    admin.sudo_set_tempo.make({ netuid: 1, tempo: openTempo }),
    admin.sudo_set_network_rate_limit.make({ rate_limit: 0n }),
  ]
  await sudo(client, alice, utility.batch_all.make({ calls: settings }))
  await sudoAs(client, alice, { who: zero32, call: subtensor.start_call.make({ netuid: 1 }) })
  transport.close()
}
