/** Small tables of facts. The n-gram model reads them as questions and answers, and the validator asks about some of them. */

export const capitals: Readonly<Record<string, string>> = {
  France: "Paris",
  Italy: "Rome",
  Spain: "Madrid",
  Japan: "Tokyo",
  Germany: "Berlin",
  Egypt: "Cairo",
  Russia: "Moscow",
  Greece: "Athens",
  Portugal: "Lisbon",
  Ireland: "Dublin",
  Norway: "Oslo",
  Peru: "Lima",
  Cuba: "Havana",
  Kenya: "Nairobi",
  Poland: "Warsaw",
  Sweden: "Stockholm",
  China: "Beijing",
  Thailand: "Bangkok",
  Hungary: "Budapest",
  Turkey: "Ankara",
  Canada: "Ottawa",
  Denmark: "Copenhagen",
  Finland: "Helsinki",
  Belgium: "Brussels",
}

export const opposites: Readonly<Record<string, string>> = {
  hot: "cold",
  big: "small",
  day: "night",
  up: "down",
  fast: "slow",
  happy: "sad",
  light: "dark",
  open: "closed",
  rich: "poor",
  wet: "dry",
  hard: "soft",
  early: "late",
}

export const colors: Readonly<Record<string, string>> = {
  snow: "white",
  grass: "green",
  blood: "red",
  "a lemon": "yellow",
  coal: "black",
  "the clear sky": "blue",
  "a carrot": "orange",
  "a banana": "yellow",
}

export const sounds: Readonly<Record<string, string>> = {
  dog: "barks",
  cat: "meows",
  cow: "moos",
  duck: "quacks",
  lion: "roars",
  sheep: "bleats",
}
