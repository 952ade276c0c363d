import { type DemoBlock, runDemo } from "./demo.ts"

interface PageState {
  readonly blocks: readonly DemoBlock[]
  readonly done: boolean
  readonly error?: string
}

const blocks: DemoBlock[] = []
const list = document.querySelector("#blocks") as HTMLElement
const said = document.querySelector("#said") as HTMLElement

function tell(state: PageState): void {
  ;(globalThis as { taonet?: PageState }).taonet = state
}

function show(block: DemoBlock): void {
  blocks.push(block)
  const line = document.createElement("li")
  line.textContent = `#${block.number}  ${block.stateRoot}  ${block.extrinsics} extrinsics`
  list.append(line)
  tell({ blocks, done: false })
}

try {
  const result = await runDemo(show)
  const tao = (rao: bigint): string => `${Number(rao / 1_000_000n) / 1000} TAO`
  said.textContent = [
    `The chain booted in ${Math.round(result.bootMs)} ms.`,
    `Bob had ${tao(result.balanceBefore)} and has ${tao(result.balanceAfter)}.`,
    `Subnet 1 ran ${result.epochsAfter - result.epochsBefore} epoch(s); the head is block ${result.head.number}.`,
  ].join(" ")
  tell({ blocks, done: true })
} catch (error) {
  said.textContent = String(error)
  tell({ blocks, done: true, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
}
