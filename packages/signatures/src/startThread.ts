import { createRequire } from "node:module"
import { pathToFileURL } from "node:url"
import { Worker } from "node:worker_threads"

/** Starts a thread that answers as worker.ts says. In a checkout that runs from its sources, it has to learn TypeScript first. */
export async function startThread(): Promise<Worker> {
  const { workerKind, workerUrl } = await import("./worker.ts")
  const workerData = { kind: workerKind }
  if (!workerUrl.pathname.endsWith(".ts")) return new Worker(workerUrl, { workerData })
  const tsx = createRequire(import.meta.url).resolve("tsx/package.json")
  const loader = new URL("dist/esm/api/index.mjs", pathToFileURL(tsx)).href
  const begin = `import("${loader}").then(({ tsImport }) => tsImport("${workerUrl.href}", "${workerUrl.href}"))`
  return new Worker(begin, { eval: true, workerData })
}
