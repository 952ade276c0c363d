/** `npm run dev`: the network, and after each epoch what everybody scored and earned. Ctrl-C ends it. */
import { getMetagraph, watchBlocks } from "@taonet/sdk/index"
import { netuid, neurons, startNetwork } from "./network.ts"

const port = Number(process.env["PORT"] ?? 9944)
/** Ends by itself after so many epochs; never without. */
const epochs = Number(process.env["EPOCHS"] ?? Number.POSITIVE_INFINITY)
/** By uid, then by validator. */
const scores = new Map<number, Map<string, string>>()

const network = await startNetwork({
  port,
  blockTime: 250,
  roundMs: 1_000,
  onRound: (validator, { scored }) => {
    for (const { uid, average } of scored)
      scores.set(uid, new Map(scores.get(uid)).set(validator, average.toFixed(2)))
  },
})
const { chain } = network
const names = new Map(neurons.map((name) => [chain.hotkey(name), name]))
console.log(`subnet ${netuid} runs on ${chain.url}; a table after each epoch, Ctrl-C ends it`)

const columns = ["uid", "who", "scores by validator", "incentive", "dividends", "alpha an epoch"]
const widths = [3, 11, 19, 9, 9, 14]
let lastEpoch = 0
let shown = 0
let ending: Promise<void> | undefined
const blocks = await watchBlocks(chain.client, () => void show())
process.once("SIGINT", () => void end())
process.once("SIGTERM", () => void end())

async function show(): Promise<void> {
  const metagraph = await getMetagraph(chain.client, { netuid })
  if (ending !== undefined || metagraph === undefined || Number(metagraph.last_step) === lastEpoch) return
  lastEpoch = Number(metagraph.last_step)
  // Before the first round there is nothing to tell.
  if (scores.size === 0) return
  const rows = metagraph.hotkeys.map((hotkey, uid) => [
    String(uid),
    names.get(hotkey) ?? "owner",
    [...(scores.get(uid)?.values() ?? [])].join("  "),
    percent(metagraph.incentives[uid]),
    percent(metagraph.dividends[uid]),
    (Number(metagraph.emission[uid] ?? 0n) / 1e9).toFixed(3),
  ])
  console.log(`\nblock ${metagraph.block}`)
  for (const row of [columns, ...rows])
    console.log(row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  "))
  if (++shown >= epochs) await end()
}

function end(): Promise<void> {
  blocks.close()
  ending ??= network.close()
  return ending
}

function percent(share = 0): string {
  return `${((100 * share) / 65_535).toFixed(1)} %`
}
