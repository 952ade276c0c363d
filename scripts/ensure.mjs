// Brings a checkout to where the other scripts can work: dependencies installed, bundle built. Does nothing when nothing changed.
import { spawnSync } from "node:child_process"
import { existsSync, readdirSync, statSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

export const root = fileURLToPath(new URL("..", import.meta.url))

const oldestNode = [20, 19]

/** Installs what package-lock.json says, unless that has been done. */
export function ensureInstalled() {
  checkNode()
  const stamp = join(root, "node_modules", ".package-lock.json")
  const lock = join(root, "package-lock.json")
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= statSync(lock).mtimeMs) return
  console.error("taonet: installing dependencies (about 310 MB, once)")
  run("npm", ["ci", "--no-audit", "--no-fund"])
}

/** Builds the bundle, unless it is newer than everything it is made from. */
export function ensureBuilt() {
  building ??= buildIfStale().finally(() => {
    building = undefined
  })
  return building
}

/** Callers at the same time share one build. */
let building

async function buildIfStale() {
  ensureInstalled()
  const bundle = join(root, "packages", "cli", "dist", "main.js")
  const made = existsSync(bundle) ? statSync(bundle).mtimeMs : 0
  const others = [join(root, "package-lock.json"), join(root, "scripts", "build.mjs")]
  if (made >= Math.max(newestSource(join(root, "packages")), ...others.map((path) => statSync(path).mtimeMs)))
    return
  const { build } = await import("./build.mjs")
  await build()
}

/** Runs a command with this terminal; ends this process with its code when it fails. */
export function run(command, args, options = {}) {
  const { status, signal, error } = spawnSync(command, args, {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
    ...options,
  })
  if (error) throw error
  if (status !== 0) process.exit(status ?? (signal ? 130 : 1))
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number)
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return
  console.error(`taonet: Node ${oldestNode.join(".")} or newer is needed, this is ${process.versions.node}`)
  process.exit(1)
}

function newestSource(folder) {
  let newest = 0
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === "node_modules" || entry.name === "dist") continue
    const path = join(folder, entry.name)
    const time = entry.isDirectory() ? newestSource(path) : statSync(path).mtimeMs
    if (time > newest) newest = time
  }
  return newest
}
