import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { freePortBase, rpc, type Started, startTaonet } from "taonet/testKit"

/** `taonet node` in a process of its own, as operators run it, with a data folder that goes with it. */
export interface NodeProcess {
  readonly url: string
  /** A value of Prometheus' page, by the beginning of its line. */
  metric(name: string): Promise<number>
  stop(): Promise<void>
}

export async function startNodeProcess(dataDir: string, args: readonly string[] = []): Promise<NodeProcess> {
  const port = await freePortBase(24_000, 2)
  const ports = ["--port", String(port), "--prometheus-port", String(port + 1)]
  const started: Started = await startTaonet([
    "node",
    "--data-dir",
    dataDir,
    ...ports,
    "--log-level",
    "warn",
    ...args,
  ])
  await started.printed("Listening on")
  return {
    url: `ws://127.0.0.1:${port}`,
    async metric(name) {
      const text = await (await fetch(`http://127.0.0.1:${port + 1}/metrics`)).text()
      const line = text.split("\n").find((one) => one.startsWith(name)) ?? ""
      return Number(line.slice(line.lastIndexOf(" ") + 1))
    },
    async stop() {
      await started.stop()
      const said = started.stderr().trim()
      if (said !== "") process.stderr.write(`the node said: ${said}\n`)
    },
  }
}

/** From the start of `taonet …` to the first answer over JSON-RPC. */
export async function firstAnswerMs(args: readonly string[]): Promise<number> {
  const port = await freePortBase(24_000, 1)
  const started = await startTaonet([...args, "--port", String(port)])
  let over = false
  void started.ended.then(() => {
    over = true
  })
  while ((await rpc(port, "system_chain")) === undefined) {
    if (over) throw new Error(`it ended before it answered:\n${started.stderr()}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const ms = started.elapsed()
  await started.stop()
  return ms
}

export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "taonet-bench-"))
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
