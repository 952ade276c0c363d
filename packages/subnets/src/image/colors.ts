/** Backgrounds that a prompt can name. Far enough from each other to be told apart in a picture. */
export type Rgb = readonly [number, number, number]

export const namedColors: Readonly<Record<string, Rgb>> = {
  white: [255, 255, 255],
  black: [20, 20, 20],
  red: [220, 50, 47],
  orange: [245, 150, 40],
  yellow: [250, 220, 70],
  green: [70, 170, 80],
  blue: [50, 110, 220],
  purple: [140, 80, 190],
}

export const colorNames: readonly string[] = Object.keys(namedColors)
