// Bundles the command: one folder of plain JavaScript that starts fast, split so that each verb loads only what it needs.
import { rmSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { root } from "./ensure.mjs"

export async function build() {
  const { build: bundle } = await import("esbuild")
  const outdir = join(root, "packages", "cli", "dist")
  rmSync(outdir, { recursive: true, force: true })
  await bundle({
    entryPoints: [join(root, "packages", "cli", "src", "main.ts")],
    outdir,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    sourcemap: "linked",
    // Native code and its loaders stay outside; CommonJS packages need `require`.
    external: ["node-llama-cpp"],
    banner: {
      js: 'import { createRequire as taonetRequire } from "node:module"; const require = taonetRequire(import.meta.url);',
    },
    logLevel: "warning",
  })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await build()
