/**
 * One subnet over epochs, as tests of incentives want it: real axons and dendrite, the validator's own loop, and a chain in this process whose time
 * passes by the validator's rounds.
 */
import { createDevChain, type DevChain, readScenario } from "@taonet/dev"
import { type Clock, systemClock } from "@taonet/neuron/clock"
import { createDendrite } from "@taonet/neuron/dendrite/dendrite"
import { type Hotkey, hotkeyFromUri } from "@taonet/neuron/hotkey"
import type { Log } from "@taonet/neuron/log"
import type { MinerDeps, MinerOptions } from "@taonet/neuron/loops/runMiner"
import type { ValidatorDeps, ValidatorOptions } from "@taonet/neuron/loops/runValidator"
import { sdkChain } from "@taonet/neuron/sdkChain"
import { burnedRegister, getMetagraph, type Signer } from "@taonet/sdk/index"
import { expect } from "vitest"

export const netuid = 2

type RunMiner = (
  options: Omit<MinerOptions, "routes">,
  deps: Required<Pick<MinerDeps, "chain" | "log">>,
) => Promise<void>
type RunValidator = (options: ValidatorOptions, deps: Omit<ValidatorDeps, "scoreMiner">) => Promise<void>

export interface TestSubnet {
  readonly chain: DevChain
  /** Of a miner's name: those of the development chain. */
  hotkeyOf(name: string): Hotkey
  signerOf(name: string): Signer
  join(name: string): Promise<void>
  /** Lets a miner run until the subnet closes; resolves after its first event that `isReady` accepts: the chain knows where it serves. */
  serve(name: string, run: RunMiner, isReady?: (...event: Parameters<Log>) => boolean): Promise<void>
  /** Lets the validator judge for so many rounds, each of which an epoch follows. None of them may fail. */
  judge(rounds: number, run: RunValidator): Promise<void>
  /** Shares of the miners' pay, by the names that have a place. */
  incentives(): Promise<Readonly<Record<string, number>>>
  /** Fills the subnet up, lets `late` join, and expects that it got the place of `broken`. */
  joinWhenFull(late: string, broken: string): Promise<void>
  close(): Promise<void>
}

/** The miners have their places; who joins later is named too. */
export async function openSubnet(miners: readonly string[], later: readonly string[]): Promise<TestSubnet> {
  const chain = await createDevChain({ scenario: scenarioOf(miners) })
  const closers: (() => Promise<unknown>)[] = []
  const hotkeyOf = (name: string): Hotkey => hotkeyFromUri(`//${name}_hk`)
  const signerOf = (name: string): Signer => chain.signer(`${name}_hk`)
  const hotkeys = async () => (await getMetagraph(chain.client, { netuid }))?.hotkeys ?? expect.fail()
  async function join(name: string): Promise<void> {
    await burnedRegister(chain.client, chain.signer("Bob"), { netuid, hotkey: chain.hotkey(name) })
  }

  return {
    chain,
    hotkeyOf,
    signerOf,
    join,
    async serve(name, run, isReady = (event) => event === "miner.served") {
      const ending = new AbortController()
      await new Promise<void>((onReady, onEnded) => {
        const running = run(
          // The chain refuses loopback addresses; clients read "any address" as this machine.
          {
            netuid,
            hotkey: hotkeyOf(name),
            signal: ending.signal,
            drainMs: 50,
            advertise: { ip: "0.0.0.0" },
          },
          {
            chain: sdkChain(chain.client, signerOf(name)),
            log: (...event) => void (isReady(...event) && onReady()),
          },
        )
        closers.unshift(() => {
          ending.abort()
          return running
        })
        running.catch(onEnded)
      })
    },
    judge: (rounds, run) => judge(chain, hotkeyOf("judge"), rounds, run),
    async incentives() {
      const { hotkeys, incentives } = (await getMetagraph(chain.client, { netuid })) ?? expect.fail()
      const places = [...miners, ...later].map((name) => [name, hotkeys.indexOf(chain.hotkey(name))] as const)
      return Object.fromEntries(
        places.filter(([, uid]) => uid >= 0).map(([name, uid]) => [name, (incentives[uid] ?? 0) / 65_535]),
      )
    },
    async joinWhenFull(late, broken) {
      const before = await hotkeys()
      // Full, and with as few neurons as it has, none is kept for the sake of their number.
      const full = { MaxAllowedUids: [[[netuid], before.length]], MinNonImmuneUids: [[[netuid], 0]] }
      await chain.setStorage({ SubtensorModule: full })
      await join(late)
      const expected = before.map((key) => (key === chain.hotkey(broken) ? chain.hotkey(late) : key))
      expect(await hotkeys()).toEqual(expected)
      expect(expected).not.toEqual(before)
    },
    async close() {
      for (const close of closers.splice(0)) await close()
      await chain.close()
    },
  }
}

const scenarioOf = (miners: readonly string[]) =>
  readScenario(`
subnets:
  - netuid: ${netuid}
    owner: Alice
    hyperparameters: { tempo: 10, immunity_period: 10, commit_reveal_weights_enabled: false, weights_set_rate_limit: 0 }
    validators: [{ name: judge, stake: 1000 }]
    miners: [${miners.map((name) => `{ name: ${name} }`).join(", ")}]
history: { epochs: 1 }
`)

async function judge(chain: DevChain, hotkey: Hotkey, rounds: number, run: RunValidator): Promise<void> {
  const ending = new AbortController()
  const dendrite = createDendrite({ hotkey })
  let left = rounds
  const clock: Clock = {
    ...systemClock,
    async sleep() {
      await chain.mineToEpoch(netuid)
      if (--left === 0) ending.abort()
    },
  }
  const failed: unknown[] = []
  await run(
    {
      ...{ netuid, hotkey: hotkey.ss58, signal: ending.signal },
      ...{ weightsEveryBlocks: 1, alpha: 0.4 },
    },
    {
      ...{ chain: sdkChain(chain.client, chain.signer("judge_hk")), dendrite, clock },
      onRound: (round) => void (round.failed && failed.push(round)),
      log: (event, fields) => void (event.endsWith("Failed") && failed.push([event, fields])),
    },
  )
  await dendrite.close()
  expect(failed).toEqual([])
}
