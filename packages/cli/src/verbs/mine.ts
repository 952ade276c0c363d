import { availableParallelism } from "node:os"
import { decodeAddress } from "@taonet/primitives/ss58"
import { createClient, signerFromUri, webSocketTransport } from "@taonet/sdk/index"
import { createLogger } from "../log.ts"
import { mineRegistration } from "../mine/mineRegistration.ts"
import { threadSolver } from "../mine/solver.ts"
import { exitWith, finish, stopSignal, UsageError } from "../stop.ts"

export interface MineOptions {
  readonly url: string
  readonly netuid: number
  readonly hotkey: string
  readonly coldkeyEnv: string
  readonly threads?: number
  readonly jsonLogs: boolean
}

const threadsMax = 256
/** How often a person hears how far the work is. */
const progressMs = 5_000

/** Works until the hotkey is registered, and prints its uid. */
export async function mine(options: MineOptions): Promise<void> {
  const signal = stopSignal()
  const log = createLogger("mine", { json: options.jsonLogs })
  try {
    const { netuid, url } = options
    const hotkey = addressOf(options.hotkey)
    const coldkey = signerFromUri(takeSecret(options.coldkeyEnv))
    const threads = options.threads ?? Math.max(1, availableParallelism() - 1)
    if (threads < 1 || threads > threadsMax)
      throw new UsageError(`--threads must be between 1 and ${threadsMax}`)
    const client = await createClient(await webSocketTransport(url))
    const solver = await threadSolver(threads)
    const startedAt = performance.now()
    const elapsed = () => (performance.now() - startedAt) / 1000
    let triesOnAverage = 0n
    const progress = setInterval(() => {
      const perSecond = Math.round(solver.tried / elapsed())
      log("working", { tried: solver.tried, onAverage: String(triesOnAverage), perSecond })
    }, progressMs)
    const mined = await mineRegistration(
      { netuid, hotkey, coldkey },
      {
        client,
        solver,
        signal,
        onStart: ({ difficulty, block }) => {
          if (difficulty !== triesOnAverage) log("work", { difficulty: String(difficulty), block, threads })
          triesOnAverage = difficulty
        },
      },
    ).finally(() => clearInterval(progress))
    const seconds = elapsed()
    if (mined) {
      log("mined", { tried: solver.tried, seconds: seconds.toFixed(1) })
      process.stdout.write(`neuron ${mined.uid} of subnet ${netuid}\n`)
    }
    await Promise.all([solver.close(), client.transport.close()])
    finish(mined ? 0 : 1)
  } catch (error) {
    exitWith(error, options.jsonLogs ? log : undefined)
  }
}

function addressOf(text: string) {
  try {
    return decodeAddress(text)
  } catch {
    throw new UsageError(`--hotkey: ${text} is no address`)
  }
}

/** Arguments are visible to everybody on a machine; and what is taken out of the environment, no thread or program inherits. */
function takeSecret(name: string): string {
  const uri = process.env[name]
  delete process.env[name]
  if (!uri)
    throw new UsageError(`set ${name} to the coldkey's secret (a phrase, a seed, or a development path)`)
  return uri
}
