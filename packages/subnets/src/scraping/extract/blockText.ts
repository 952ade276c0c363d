/** The text of a document as lines: what a reader sees, one block a line. */

/** What is read of a DOM's nodes: linkedom, Readability and browsers agree on it. */
export interface TextNode {
  readonly nodeType: number
  readonly nodeName: string
  readonly data?: string
  readonly firstChild: TextNode | null
  readonly nextSibling: TextNode | null
  readonly parentNode: TextNode | null
}

const silent = new Set(
  "SCRIPT STYLE NOSCRIPT TEMPLATE SVG MATH IFRAME OBJECT HEAD SELECT TEXTAREA".split(" "),
)
const inline = new Set(
  "A ABBR B BDI BDO CITE CODE DATA DEL DFN EM FONT I INS KBD LABEL MARK Q RP RT RUBY S SAMP SMALL SPAN STRONG SUB SUP TIME TT U VAR WBR #text".split(
    " ",
  ),
)
const textNode = 3
const elementNode = 1

export function blockText(root: TextNode): string {
  let out = ""
  let preformatted = 0
  walk(root, {
    enter(node) {
      if (node.nodeName.toUpperCase() === "PRE") preformatted++
      if (node.nodeType === textNode)
        out += preformatted > 0 ? (node.data ?? "") : (node.data ?? "").replace(/\s+/g, " ")
      else if (node.nodeType === elementNode && !inline.has(node.nodeName.toUpperCase())) out += "\n"
      return node.nodeType !== elementNode || !silent.has(node.nodeName.toUpperCase())
    },
    leave(node) {
      if (node.nodeName.toUpperCase() === "PRE") preformatted--
      if (node.nodeType === elementNode && !inline.has(node.nodeName.toUpperCase())) out += "\n"
    },
  })
  return tidyText(out)
}

/** How many elements there are and how deep they go, up to where it is too much anyhow. */
export function measureTree(root: TextNode, elementsMax: number): { elements: number; depth: number } {
  let elements = 0
  let depth = 0
  let now = 0
  walk(root, {
    enter(node) {
      if (elements > elementsMax) return false
      if (node.nodeType === elementNode) elements++
      depth = Math.max(depth, ++now)
      return true
    },
    leave: () => now--,
  })
  return { elements, depth }
}

interface Visitor {
  /** Whether to look inside. */
  enter(node: TextNode): boolean
  /** After all that is inside. */
  leave(node: TextNode): void
}

/** Without recursion: the depth is the page's choice. */
function walk(root: TextNode, visitor: Visitor): void {
  let node: TextNode | null = root
  while (node !== null) {
    const inside: TextNode | null = visitor.enter(node) ? node.firstChild : null
    if (inside !== null) {
      node = inside
      continue
    }
    visitor.leave(node)
    while (node !== root && node?.nextSibling === null) {
      node = node.parentNode
      if (node === null) return
      visitor.leave(node)
    }
    if (node === root) return
    node = node?.nextSibling ?? null
  }
}

/** One space between words, one line between blocks, Unicode in one form, no characters that nobody sees. */
export function tidyText(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[^\P{C}\s]/gu, "")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n[ \n]*/g, "\n")
    .trim()
}

/** At most so many UTF-16 units, never half a character. */
export function cutText(text: string, units: number): string {
  if (text.length <= units) return text
  const cut = text.slice(0, units)
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut
}
