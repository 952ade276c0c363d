/** A chain to fork, in a thread of its own: the thread that forks it sleeps while it waits for answers. */
import { createRequire } from "node:module"
import { pathToFileURL } from "node:url"
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads"
import { startDevChain } from "../chain.ts"

const kind = "taonet-origin"

export interface OriginNode {
  readonly url: string
  close(): Promise<void>
}

/** The network of a ready scenario behind a port. */
export async function startOriginNode(scenario: string): Promise<OriginNode> {
  const tsx = createRequire(import.meta.url).resolve("tsx/package.json")
  const loader = new URL("dist/esm/api/index.mjs", pathToFileURL(tsx)).href
  const { url: own } = import.meta
  const begin = `import("${loader}").then(({ tsImport }) => tsImport("${own}", "${own}"))`
  const worker = new Worker(begin, { eval: true, workerData: { kind, scenario } })
  const url = await new Promise<string>((resolve, reject) => {
    worker.once("message", resolve)
    worker.once("error", reject)
  })
  return {
    url,
    async close() {
      await worker.terminate()
    },
  }
}

const setup = workerData as { readonly kind?: string; readonly scenario: string } | null
if (!isMainThread && setup?.kind === kind) {
  const chain = await startDevChain({ scenario: setup.scenario, port: 0, blockTime: "manual" })
  parentPort?.postMessage(chain.url)
}
