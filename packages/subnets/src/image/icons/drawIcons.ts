import { readFile } from "node:fs/promises"
import { createRequire } from "node:module"

/** View box of the package's drawings. */
const box = 32
/** Drawn so many times larger and averaged: thin lines do not vanish. */
const oversampling = 4

let ready: Promise<typeof import("@resvg/resvg-wasm")> | undefined

/** SVG bodies as premultiplied RGBA, one after the other. Gives way to others now and then. */
export async function drawIcons(bodies: readonly string[], side: number): Promise<Uint8Array> {
  ready ??= loadResvg()
  const { Resvg } = await ready
  const values = side * side * 4
  const out = new Uint8Array(bodies.length * values)
  for (const [index, body] of bodies.entries()) {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${box} ${box}">${body}</svg>`
    const drawing = new Resvg(svg, { fitTo: { mode: "width", value: side * oversampling } })
    const image = drawing.render()
    out.set(shrink(image.pixels, side), index * values)
    image.free()
    drawing.free()
    if (index % 64 === 63) await new Promise((resolve) => setImmediate(resolve))
  }
  return out
}

async function loadResvg() {
  const resvg = await import("@resvg/resvg-wasm")
  const file = createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm")
  await resvg.initWasm(await readFile(file))
  return resvg
}

/** The mean of each square; resvg hands out straight alpha, and means are right only of colours times alpha. */
function shrink(rgba: Uint8Array, side: number): Uint8Array {
  const wide = side * oversampling
  const out = new Uint8Array(side * side * 4)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const sums = [0, 0, 0, 0]
      for (let dy = 0; dy < oversampling; dy++) {
        for (let dx = 0; dx < oversampling; dx++) {
          const at = ((y * oversampling + dy) * wide + x * oversampling + dx) * 4
          const alpha = rgba[at + 3] ?? 0
          for (let c = 0; c < 3; c++) sums[c] = (sums[c] ?? 0) + ((rgba[at + c] ?? 0) * alpha) / 255
          sums[3] = (sums[3] ?? 0) + alpha
        }
      }
      for (let c = 0; c < 4; c++) out[(y * side + x) * 4 + c] = Math.round((sums[c] ?? 0) / oversampling ** 2)
    }
  }
  return out
}
