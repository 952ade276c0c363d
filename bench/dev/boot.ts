import { createDevChain } from "@taonet/dev/index"
import { median, millisecondsOf } from "../median.ts"
import { firstAnswerMs } from "../node/process.ts"
import type { Result } from "../table.ts"

const dev = ["dev", "--block-time", "manual"]

/** To the first answer: of the command, of a chain in this process, and of the command with a network to seed. */
export async function bootResults(runs: number): Promise<Result[]> {
  const started = await median(runs, () => firstAnswerMs(dev))
  const seeded = await median(runs, () => firstAnswerMs([...dev, "--scenario", "one-subnet"]))
  return [
    { what: "taonet dev: start to the first answer", value: started, unit: "ms", target: { atMost: 1000 } },
    {
      what: "taonet dev --scenario one-subnet: start to the first answer",
      value: seeded,
      unit: "ms",
      target: { atMost: 2000 },
    },
  ]
}

export async function inProcessResults(runs: number): Promise<Result[]> {
  const boot = (): Promise<number> =>
    millisecondsOf(async () => {
      await using chain = await createDevChain()
      await chain.client.transport.request("system_chain")
    })
  // The first compiles the code.
  const first = await boot()
  return [
    {
      what: "createDevChain: call to the first answer, and its end",
      value: await median(runs, boot),
      unit: "ms",
      target: { atMost: 50 },
    },
    { what: "… the first in a process", value: first, unit: "ms" },
  ]
}
