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
