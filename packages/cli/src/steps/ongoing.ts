/** How far something has come, in lines or in bytes. */
export type Headway = { readonly done: number; readonly total: number }

/**
 * Something that may take long, in steps: whoever runs it may show its headway between them, or
 * leave it, by `return`, with nothing left open.
 */
export type Ongoing<T> = Generator<Headway, T>

/** Runs something to its end. */
export const finished = <T>(ongoing: Ongoing<T>): T => {
  for (;;) {
    const step = ongoing.next()
    if (step.done === true) return step.value
  }
}
