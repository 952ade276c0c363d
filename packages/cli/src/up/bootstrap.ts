import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import { zero32 } from "@taonet/frame/zero"
import { keypairFromUri } from "@taonet/primitives/crypto/suri"
import type { Hex } from "@taonet/primitives/hex"
import { U16_MAX } from "@taonet/primitives/integers"
import { calls as admin } from "@taonet/runtime/pallets/adminUtils/schema"
import { calls as subtensor } from "@taonet/runtime/pallets/subtensor/schema"
import { calls as utility } from "@taonet/runtime/pallets/utility/schema"
import { type Client, signerFromUri, sudo } from "@taonet/sdk/index"
import { netuid as firstNetuid, minerColdkey, ownerColdkey, ownerHotkey, type PlannedSubnet } from "./plan.ts"

/** Blocks between epochs: 5 s at 250 ms blocks, so that a person sees the ranking move. */
const tempo = 20
/** Rao that the first validator stakes. The pool of netuid 1 starts with 10 TAO, so this moves the price visibly but not absurdly. */
const validatorStake = 5_000_000_000n
/**
 * Rao that it stakes on root. Without root stake nothing would be added to the pool's alpha side: all emission would go into buying
 * alpha, and its price would run away.
 */
const rootStake = 1_000_000_000_000n
const root = 0
/** Registrations allowed in one block while the network is set up. */
const registrationsPerBlock = 8

/**
 * Makes a planned subnet of a fresh local chain into a running one: fast epochs, started, neurons registered, the validators staked. One
 * transaction of the sudo key does all of it, in its own and others' names, so that a slow chain too is ready after one block. The first is
 * there from genesis; the others are registered in their order, which gives them their numbers.
 */
export async function bootstrap(client: Client, subnet: PlannedSubnet): Promise<void> {
  const { netuid, miners, validators } = subnet
  const owner = signerFromUri(ownerColdkey)
  const genesis = netuid === firstNetuid
  // Nobody owns netuid 1 of a local chain; that is, the zero account does.
  const founder = genesis ? zero32 : owner.account
  const steps = [
    ...(genesis ? [] : newSubnet(subnet)),
    ...settings(netuid),
    ...(subnet.trainingShare > 0 ? secondMechanism(subnet) : []),
    inTheNameOf(founder, subtensor.start_call.make({ netuid })),
    inTheNameOf(accountOf(minerColdkey), all(miners.map(({ hotkey }) => registration(netuid, hotkey)))),
    inTheNameOf(
      owner.account,
      all(
        validators.flatMap(({ hotkey }, index) => [
          registration(netuid, hotkey),
          // A half, a third, …: who decides is plain, and the others are not nobody.
          stakeOn(root, hotkey, rootStake / BigInt(index + 1)),
          stakeOn(netuid, hotkey, validatorStake / BigInt(index + 1)),
        ]),
      ),
    ),
  ]
  await sudo(client, owner, all(steps))
}

/** Registers the next number, without the waits that protect real networks. */
function newSubnet({ kind }: PlannedSubnet): RuntimeCallValue[] {
  const hotkey = accountOf(ownerHotkey(kind))
  return [
    admin.sudo_set_network_rate_limit.make({ rate_limit: 0n }),
    admin.sudo_set_start_call_delay.make({ delay: 0n }),
    inTheNameOf(accountOf(ownerColdkey), subtensor.register_network.make({ hotkey })),
  ]
}

/** Root's settings of the demonstration subnet. */
function settings(netuid: number): RuntimeCallValue[] {
  return [
    admin.sudo_set_admin_freeze_window.make({ window: 0 }),
    admin.sudo_set_subtoken_enabled.make({ netuid: root, subtoken_enabled: true }),
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

/** Weights and emission of their own for trained models. Two mechanisms leave each room for half as many uids. */
function secondMechanism({ netuid, trainingShare }: PlannedSubnet): RuntimeCallValue[] {
  const part = Math.round((U16_MAX * trainingShare) / 100)
  return [
    admin.sudo_set_max_allowed_uids.make({ netuid, max_allowed_uids: 128 }),
    admin.sudo_set_mechanism_count.make({ netuid, mechanism_count: 2 }),
    admin.sudo_set_mechanism_emission_split.make({ netuid, maybe_split: [U16_MAX - part, part] }),
  ]
}

const accountOf = (uri: string): Hex => keypairFromUri(uri).account

const registration = (netuid: number, hotkey: string): RuntimeCallValue =>
  subtensor.burned_register.make({ netuid, hotkey: accountOf(hotkey) })

const stakeOn = (netuid: number, validator: string, amount_staked: bigint): RuntimeCallValue =>
  subtensor.add_stake.make({ hotkey: accountOf(validator), netuid, amount_staked })

/** All or nothing. */
const all = (calls: RuntimeCallValue[]): RuntimeCallValue => utility.batch_all.make({ calls })

function inTheNameOf(account: Hex, call: RuntimeCallValue): RuntimeCallValue {
  const signed = { type: "system", value: { type: "Signed", value: account } } as const
  return utility.dispatch_as_fallible.make({ as_origin: signed, call })
}
