export function dendriteQuery(): never {
  throw new Error("x")
}
