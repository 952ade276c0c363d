import { createDendrite } from "@taonet/neuron/dendrite/dendrite"
import { fileScoreStore } from "@taonet/neuron/loops/memory"
import { type RoundReport, runValidator } from "@taonet/neuron/loops/runValidator"
import { lastingChain } from "../chain.ts"
import { type HotkeyOptions, takeHotkey } from "../hotkey.ts"
import { createLogger, type Logger } from "../log.ts"
import type { OtherMechanism, ValidatorPartOptions } from "../neurons/kinds.ts"
import { exitWith, finish, stopSignal, unlessStopped } from "../stop.ts"
import { subnetKind } from "./miner.ts"

export interface ValidatorVerbOptions extends ValidatorPartOptions, HotkeyOptions {
  readonly subnet: string
  readonly url: string
  readonly netuid: number
  readonly roundMs: number
  /** Where the miners' averages are kept over restarts. */
  readonly scores?: string
  /** Only what is news. */
  readonly quiet: boolean
}

/** What every validator says when all is well. */
const routine = ["validator.noPermit", "validator.weightsSet"]

/** Runs a validator of the named subnet until it is stopped. */
export async function validator(options: ValidatorVerbOptions): Promise<void> {
  const signal = stopSignal()
  const name = options.subnet === "text" ? "validator" : `validator:${options.subnet}`
  // Each answer's marks are for machines; people read the round's line.
  const quiet = ["validator.scored", ...(options.quiet ? routine : [])]
  const log = createLogger(name, { json: options.jsonLogs, quiet })
  try {
    const kind = subnetKind(options.subnet)
    const { hotkey, signer } = await takeHotkey(options)
    const chain = lastingChain(options.url, signer)
    const deps = { log, signal, ss58: hotkey.ss58, hotkey, chain }
    const judge = await unlessStopped(kind.validator(options, deps), signal)
    // A model that is still loading can not be told to stop.
    if (judge === undefined) process.exit(0)
    const dendrite = createDendrite({ hotkey })
    process.send?.({ ready: options.url })
    const { netuid, roundMs, scores } = options
    const run = ({ scoreMiner, settings, mechid }: OtherMechanism) =>
      runValidator(
        { ...settings, netuid, hotkey: hotkey.ss58, roundMs, signal, ...(mechid > 0 && { mechid }) },
        {
          ...{ chain, dendrite, scoreMiner, log },
          ...(scores !== undefined && { store: fileScoreStore(mechid > 0 ? `${scores}.${mechid}` : scores) }),
          onRound: roundLog(log, options.quiet, mechid),
        },
      )
    await Promise.all([{ ...judge, mechid: 0 }, ...(judge.others ?? [])].map(run))
    await Promise.all([dendrite.close(), chain.close(), judge.close()])
    finish()
  } catch (error) {
    exitWith(error, options.jsonLogs ? log : undefined)
  }
}

/** Miners that are equally good change places all the time. */
const newsEveryMs = 60_000

/** A line a round; or, where only news is wanted, the first, and once a minute when the miners' order is another. */
function roundLog(log: Logger, quiet: boolean, mechid = 0): (report: RoundReport) => void {
  let told = ""
  let toldAt = Number.NEGATIVE_INFINITY
  return ({ round, scored }) => {
    const order = scored
      .toSorted((a, b) => b.average - a.average)
      .map(({ uid }) => uid)
      .join(" > ")
    const now = performance.now()
    if (scored.length === 0 || (quiet && (order === told || now - toldAt < newsEveryMs))) return
    told = order
    toldAt = now
    const scores = scored.map(({ uid, average }) => [uid, Number(average.toFixed(3))] as const)
    const which = mechid > 0 ? { mechid } : {}
    log("round", { round, ...which, scores: Object.fromEntries(scores), ...(quiet ? { order } : {}) })
  }
}
