import { type About, type Explained, explainText, explanationText } from "@taonet/dev/explain/index"
import { forkTarget } from "@taonet/dev/fork/index"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { decodeAddress } from "@taonet/primitives/ss58"
import { specNamed } from "../specs.ts"
import { exitWith, finish, UsageError } from "../stop.ts"

export interface ExplainOptions {
  readonly url?: string
  readonly chain?: string
  readonly netuid?: number
  readonly mechid?: number
  readonly hotkey?: string
  readonly coldkey?: string
  readonly uid?: number
  readonly blocks: number
  readonly json: boolean
}

/** Prints why something was refused, on stdout. */
export async function explain(what: readonly string[], options: ExplainOptions): Promise<void> {
  const { url, chain, blocks, json } = options
  try {
    const explained = await explainText(what.join(" "), {
      about: aboutOf(options),
      blocks,
      ...(url === undefined ? {} : forkTarget(url)),
      ...(chain === undefined ? {} : { specs: [specNamed(chain, "instant")] }),
    })
    const text = json ? JSON.stringify(explained, undefined, 2) : textOf(explained, url !== undefined)
    process.stdout.write(`${text}\n`)
    finish()
  } catch (error) {
    exitWith(error)
  }
}

function aboutOf({ netuid, mechid, hotkey, coldkey, uid }: ExplainOptions): About {
  return {
    ...(netuid === undefined ? {} : { netuid }),
    ...(mechid === undefined ? {} : { mecid: mechid }),
    ...(uid === undefined ? {} : { uid }),
    ...(hotkey === undefined ? {} : { hotkey: accountOf(hotkey, "--hotkey") }),
    ...(coldkey === undefined ? {} : { coldkey: accountOf(coldkey, "--coldkey") }),
  }
}

function accountOf(text: string, option: string): Hex {
  try {
    return /^0x[0-9a-f]{64}$/i.test(text) ? toHex(fromHex(text)) : decodeAddress(text)
  } catch {
    throw new UsageError(`${option} ${text}: an address or 0x and 64 hex digits are needed`)
  }
}

function textOf({ extrinsic, explanations }: Explained, asked: boolean): string {
  const lines: string[] = []
  if (extrinsic) {
    const { block, index, call, ok } = extrinsic
    lines.push(
      `${call} is extrinsic ${index} of block ${block.number} (${block.hash}): ${ok ? "it succeeded" : "its call failed"}`,
    )
  }
  if (explanations.length > 1) lines.push("One of:")
  for (const explanation of explanations) lines.push(...explanationText(explanation))
  if (!asked && explanations.some(({ limits }) => limits.length > 0))
    lines.push(
      "With --url ws://host:port, and --netuid, --hotkey or --coldkey, it shows the values and the block when it passes.",
    )
  return lines.join("\n")
}
