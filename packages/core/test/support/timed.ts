import type { Input, TimestampUs } from '../../src'
import { storyStartUs } from '../../src'

/** An input so many microseconds after a story's start. */
export const at = (afterUs: number, input: Input) => ({
  at: (storyStartUs + afterUs) as TimestampUs,
  input,
})
