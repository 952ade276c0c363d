import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import { zero32 } from "@taonet/frame/zero"
import { keypairFromUri } from "@taonet/primitives/crypto/suri"
import { calls as admin } from "@taonet/runtime/pallets/adminUtils/schema"
import { calls as subtensor } from "@taonet/runtime/pallets/subtensor/schema"
import { calls as sudoCalls } from "@taonet/runtime/pallets/sudo/schema"
import { calls as utility } from "@taonet/runtime/pallets/utility/schema"
import { addStake, type Client, type Signer, signerFromUri, submit, sudo } from "@taonet/sdk/index"
import { minerColdkey, netuid, ownerColdkey, type PlannedNeuron, validatorHotkey } from "./plan.ts"

/** Blocks between epochs: 5 s at 250 ms blocks, so that a person sees the ranking move. */
const tempo = 20
/** Rao that the validator stakes. The pool of netuid 1 starts with 10 TAO, so this moves the price visibly but not absurdly. */
const validatorStake = 5_000_000_000n
/** Registrations allowed in one block while the network is set up. */
const registrationsPerBlock = 8

/** Makes netuid 1 of a fresh local chain into a running subnet: fast epochs, started, neurons registered, the validator staked. */
export async function bootstrap(client: Client, miners: readonly PlannedNeuron[]): Promise<void> {
  const owner = signerFromUri(ownerColdkey)
  await sudo(client, owner, utility.batch_all.make({ calls: settings() }))
  await Promise.all([
    start(client, owner),
    registerAll(
      client,
      signerFromUri(minerColdkey),
      miners.map(({ hotkey }) => hotkey),
    ),
  ])
  await registerAll(client, owner, [validatorHotkey])
  await addStake(client, owner, {
    hotkey: keypairFromUri(validatorHotkey).account,
    netuid,
    amount: validatorStake,
  })
}

/** Root's settings of the demonstration subnet. */
function settings(): RuntimeCallValue[] {
  return [
    admin.sudo_set_admin_freeze_window.make({ window: 0 }),
    admin.sudo_set_tempo.make({ netuid, tempo }),
    admin.sudo_set_weights_set_rate_limit.make({ netuid, weights_set_rate_limit: 0n }),
    admin.sudo_set_commit_reveal_weights_enabled.make({ netuid, enabled: false }),
    admin.sudo_set_serving_rate_limit.make({ netuid, serving_rate_limit: 0n }),
    admin.sudo_set_max_registrations_per_block.make({
      netuid,
      max_registrations_per_block: registrationsPerBlock,
    }),
    admin.sudo_set_target_registrations_per_interval.make({
      netuid,
      target_registrations_per_interval: registrationsPerBlock,
    }),
  ]
}

/** Nobody owns netuid 1 of a local chain (the zero account does), so root starts it in that account's name. */
function start(client: Client, owner: Signer): Promise<unknown> {
  const call = subtensor.start_call.make({ netuid })
  return submit(client, owner, sudoCalls.sudo_as.make({ who: { type: "Id", value: zero32 }, call }))
}

function registerAll(client: Client, coldkey: Signer, hotkeys: readonly string[]): Promise<unknown> {
  const calls = hotkeys.map((uri) =>
    subtensor.burned_register.make({ netuid, hotkey: keypairFromUri(uri).account }),
  )
  return submit(client, coldkey, utility.batch_all.make({ calls }))
}
