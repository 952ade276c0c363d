#!/usr/bin/env node
// The installed command. In a checkout it builds the bundle when that is missing.
import { existsSync } from "node:fs"

const bundle = new URL("../dist/main.js", import.meta.url)
if (!existsSync(bundle)) {
  const { build } = await import("../../../scripts/build.mjs")
  await build()
}
const { main } = await import(bundle.href)
await main(process.argv.slice(2))
