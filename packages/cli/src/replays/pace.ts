import { grouped, perSecond } from '../reports/quantity-text'

/** How long so many lines took, and so how fast they went, with the reading of the file. */
export const pace = (lines: number, seconds: number) => ({
  text: `${seconds.toFixed(2)} s, ${grouped(perSecond(lines, seconds))} lines/s`,
  json: {
    seconds: Number(seconds.toFixed(3)),
    lines_per_second: perSecond(lines, seconds),
  },
})
