import { extrinsics } from "./extrinsics.ts"
import { frames } from "./frames.ts"
import { proofs } from "./proofs.ts"
import { storageKeys } from "./storageKeys.ts"
import type { Target } from "./target.ts"

/** By name: what it is aimed at, and how many inputs a second or so are. */
export const targets: Readonly<Record<string, { readonly run: Target; readonly runs: number }>> = {
  frames: { run: frames, runs: 300 },
  extrinsics: { run: extrinsics, runs: 300 },
  storageKeys: { run: storageKeys, runs: 300 },
  proofs: { run: proofs, runs: 150 },
}

/** Those of `npm test`: the same every time. Seeds that once found something stay here. */
export const seeds: readonly number[] = [1, 20_461]
