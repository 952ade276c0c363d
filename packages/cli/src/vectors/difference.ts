/** Where a result first differs from the recorded one, in the recorded order of fields; undefined when it does not. Both are JSON values. */
export function firstDifference(expected: unknown, got: unknown, path = ""): string | undefined {
  if (Object.is(expected, got)) return undefined
  if (Array.isArray(expected) && Array.isArray(got)) return differenceOfArrays(expected, got, path)
  if (isObject(expected) && isObject(got)) {
    for (const name of new Set([...Object.keys(expected), ...Object.keys(got)])) {
      const found = firstDifference(expected[name], got[name], path === "" ? name : `${path}.${name}`)
      if (found !== undefined) return found
    }
    return undefined
  }
  return `${path === "" ? "result" : path}: expected ${short(expected)}, got ${short(got)}`
}

function differenceOfArrays(expected: unknown[], got: unknown[], path: string): string | undefined {
  for (let index = 0; index < Math.min(expected.length, got.length); index++) {
    const found = firstDifference(expected[index], got[index], `${path}[${index}]`)
    if (found !== undefined) return found
  }
  if (expected.length === got.length) return undefined
  return `${path === "" ? "result" : path}: expected ${expected.length} elements, got ${got.length}`
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

function short(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 77)}...` : text
}
