export { basketEscrow } from "../baskets/holdings.ts"
