// Bundles the command: one folder of plain JavaScript that starts fast, split so that each verb loads only what it needs.
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs"
import { basename, join } from "node:path"
import { pathToFileURL } from "node:url"
import { root } from "./ensure.mjs"

/** A process that was started from an older bundle has loaded all of it by then. */
const staleAfterMs = 10 * 60_000

/**
 * Safe beside running commands and other builds: chunks carry their content's hash in their names and are never changed, and the entry,
 * which names its chunks, comes last and at once.
 */
export async function build() {
  const { build: bundle, stop } = await import("esbuild")
  const startedAt = new Date()
  const outdir = join(root, "packages", "cli", "dist")
  const { outputFiles } = await bundle({
    entryPoints: [join(root, "packages", "cli", "src", "main.ts")],
    outdir,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    sourcemap: "linked",
    // Native code and its loaders stay outside; CommonJS packages need `require`.
    external: ["node-llama-cpp", "classic-level"],
    banner: {
      js: 'import { createRequire as taonetRequire } from "node:module"; const require = taonetRequire(import.meta.url);',
    },
    logLevel: "warning",
    write: false,
  })
  // esbuild works in a process of its own, which would stay as long as this one.
  await stop()
  mkdirSync(outdir, { recursive: true })
  const isEntry = ({ path }) => basename(path).startsWith("main.js")
  const entryLast = [...outputFiles].sort((a, b) => Number(isEntry(a)) - Number(isEntry(b)))
  for (const { path, contents } of entryLast) {
    const whole = `${path}.${process.pid}.tmp`
    writeFileSync(whole, contents)
    // A source that changes while this runs must look newer than what was built without the change.
    utimesSync(whole, startedAt, startedAt)
    renameSync(whole, path)
  }
  const current = new Set(outputFiles.map(({ path }) => basename(path)))
  for (const name of readdirSync(outdir)) {
    const path = join(outdir, name)
    // Another build may have removed it just now.
    const made = statSync(path, { throwIfNoEntry: false })?.mtime
    if (made && !current.has(name) && startedAt - made > staleAfterMs) rmSync(path, { force: true })
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await build()
