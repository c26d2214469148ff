/** Asks for a drawing, which is made once in the next frame, however often it was asked for. */
export const onceAFrame = (draw: () => void): (() => void) => {
  let isAsked = false
  return () => {
    if (isAsked) return
    isAsked = true
    requestAnimationFrame(() => {
      isAsked = false
      draw()
    })
  }
}

/** Does something at once, but no more often than every so many milliseconds; the last counts. */
export const atMostEvery = (ms: number, act: () => void): (() => void) => {
  let [before, isAsked] = [-Infinity, false]
  const now = (): void => {
    isAsked = false
    before = performance.now()
    act()
  }
  return () => {
    if (isAsked) return
    const rest = before + ms - performance.now()
    if (rest <= 0) {
      now()
      return
    }
    isAsked = true
    setTimeout(now, rest)
  }
}
