/** From a prompt and a seed to a picture. The prompt decides what is drawn; the seed how it is laid out. */
import { namedColors, type Rgb } from "../colors.ts"
import { iconChannels, iconSide, iconValues } from "../icons/iconSet.ts"
import { blankPicture, enlarge, type Picture } from "../pixels/picture.ts"
import { featuresOf, fnv1a } from "./features.ts"
import { infer, type Parameters } from "./network.ts"
import { noiseFrom } from "./noise.ts"

/** Above this the network says that the prompt names a background. */
const namedAbove = 0.5

export function draw(
  parameters: Parameters,
  prompt: string,
  seed: number,
  size: { readonly width: number; readonly height: number },
): Picture {
  const values = infer(parameters, featuresOf(prompt))
  const noise = noiseFrom(fnv1a(`layout ${seed}`))
  const mirrored = noise() < 0.5
  const own = paleColor(noise)
  const named = (values[iconValues + 3] ?? 0) > namedAbove
  const shade = Math.floor(shades * (noise() - 0.5))
  const background: Rgb = named ? [at(values, 0, shade), at(values, 1, shade), at(values, 2, shade)] : own
  return enlarge(compose(values, background, mirrored), size.width, size.height)
}

/** How far a named background may be lighter or darker, of 255: a hair, so that another seed is always another picture. */
const shades = 24

const at = (values: Float32Array, c: number, shade: number): number =>
  byte((values[iconValues + c] ?? 0) + shade / 255)
const byte = (value: number): number => Math.floor(Math.min(1, Math.max(0, value)) * 255 + 0.5)

/** Any color between the named white and itself: icons of all colors can be seen on it. */
function paleColor(noise: () => number): Rgb {
  const [white] = Object.values(namedColors)
  const pale = (top: number): number => Math.floor(top - 70 * noise())
  return [pale(white?.[0] ?? 255), pale(white?.[1] ?? 255), pale(white?.[2] ?? 255)]
}

/** The icon over the background. Values are colors times alpha, and alpha. */
function compose(values: Float32Array, background: Rgb, mirrored: boolean): Picture {
  const picture = blankPicture(iconSide, iconSide)
  for (let y = 0; y < iconSide; y++) {
    for (let x = 0; x < iconSide; x++) {
      const from = (y * iconSide + (mirrored ? iconSide - 1 - x : x)) * iconChannels
      const alpha = Math.min(1, Math.max(0, values[from + 3] ?? 0))
      const to = (y * iconSide + x) * 3
      for (let c = 0; c < 3; c++)
        picture.rgb[to + c] = byte((values[from + c] ?? 0) + ((1 - alpha) * (background[c] ?? 0)) / 255)
    }
  }
  return picture
}
