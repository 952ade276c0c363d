// `npm run build:native`: sr25519 as native code, which the node, axons and dendrites use where it was built. Needs Rust's `cargo`.
import { spawnSync } from "node:child_process"
import { copyFileSync, renameSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { root } from "./ensure.mjs"

const crate = join(root, "packages", "signatures", "native")

/** How a library is called where it is built. */
const libraries = {
  linux: "libtaonet_signatures.so",
  darwin: "libtaonet_signatures.dylib",
  win32: "taonet_signatures.dll",
}

/** Why it can't be built on this machine, in one line: no cargo, or crates that can't be fetched. Undefined where it can. */
export function missingForNative() {
  const fetched = spawnSync("cargo", ["fetch", "--locked"], { cwd: crate, encoding: "utf8" })
  if (fetched.error) return "Rust's cargo is not installed"
  if (fetched.status !== 0) return `cargo fetch failed: ${fetched.stderr.trim().split("\n").at(-1)}`
  return libraries[process.platform] ? undefined : `no native build for ${process.platform}`
}

/** Builds the addon as `file`, by way of the folder `target`. Throws with the compiler's words where that fails. */
export function buildNative(file, target = join(crate, "target"), stdio = "pipe") {
  const args = ["build", "--release", "--locked", "--offline", "--target-dir", target]
  const { status, stderr } = spawnSync("cargo", args, { cwd: crate, encoding: "utf8", stdio })
  if (status !== 0) throw new Error(`cargo build failed\n${stderr ?? ""}`)
  // At once: a process may have the older file open.
  const whole = `${file}.${process.pid}.tmp`
  copyFileSync(join(target, "release", libraries[process.platform]), whole)
  renameSync(whole, file)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const missing = missingForNative()
  if (missing) {
    console.error(`taonet: ${missing}`)
    process.exit(1)
  }
  buildNative(join(crate, "sr25519.node"), undefined, "inherit")
  console.error("taonet: sr25519 is native code now, for whatever starts from here on")
}
