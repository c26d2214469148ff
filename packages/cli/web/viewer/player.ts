import type { Now, SessionFacts } from '../../src/viewer/view-data'
import type { Places } from './places'
import type { Pace, Player } from './viewer'

/** What is played, and who hears of it. */
export type PlayerOf = {
  readonly places: Places
  readonly facts: SessionFacts
  readonly now: () => Now
  /** Whether the journal grew only lately, so that more of it can be waited for. */
  readonly isGrowing: () => boolean
  readonly onChange: () => void
}

/** A player, and what else moves it. */
export type OwnPlayer = Player & {
  /** Somebody goes somewhere else, and so does not stay at the end. */
  readonly left: () => void
  /** Somebody went somewhere else: it plays on from there. */
  readonly moved: () => void
  /** The journal grew. */
  readonly grown: () => void
}

/** A frame that took longer than this does not let the session leap. */
const frameMsMax = 250

/** Lines are asked for ahead for so many milliseconds of playing. */
const aheadMs = 700

/** A player that rests. */
export const newPlayer = ({ places, facts, now, isGrowing, onChange }: PlayerOf): OwnPlayer => {
  let [isPlaying, isFollowing] = [false, false]
  let pace: Pace = { times: 1 }
  // where it is between the lines: an instant, or a line and a share of the next
  let [at, line, frameAt, frame] = [0, 0, 0, 0]

  const moved = (): void => {
    const { seq, at: instant } = places.shown()
    ;[at, line] = [seq === 0 ? facts.startAt : instant, seq]
  }
  const rest = (): void => {
    cancelAnimationFrame(frame)
    isPlaying = false
    // what was only passed is told in full
    const { seq, entry } = places.shown()
    if (entry === null && seq > 0) void places.go({ seq })
    onChange()
  }
  const passed = (ms: number): void => {
    if ('lines' in pace) {
      line = Math.min(now().last, line + (ms * pace.lines) / 1_000)
      const whole = Math.floor(line)
      if (whole !== places.shown().seq && !places.isGoing()) void places.go({ seq: whole })
      return
    }
    at = Math.min(now().lastAt, at + ms * 1_000 * pace.times)
    places.pass(Math.round(at), pace.times * aheadMs * 1_000)
  }
  const tick = (time: number): void => {
    if (!isPlaying) return
    const ms = Math.min(frameMsMax, time - frameAt)
    frameAt = time
    passed(Math.max(0, ms))
    if (places.shown().seq >= now().last && !isGrowing()) rest()
    else frame = requestAnimationFrame(tick)
  }
  const play = (): void => {
    if (isPlaying) return
    ;[isPlaying, isFollowing] = [true, false]
    frameAt = performance.now()
    moved()
    frame = requestAnimationFrame(tick)
    onChange()
  }
  return {
    isPlaying: () => isPlaying,
    play: () => {
      // at the end there is nothing to play: from the beginning, then
      if (isGrowing() || places.shown().seq < now().last) return play()
      void places.go({ end: 'first' }).then(play)
    },
    pause: () => {
      if (isPlaying) rest()
    },
    pace: () => pace,
    setPace: (wanted) => {
      pace = wanted
      moved()
      onChange()
    },
    isFollowing: () => isFollowing,
    follow: (is) => {
      if (is === 'on' && isPlaying) rest()
      isFollowing = is === 'on'
      if (isFollowing) void places.go({ end: 'last' })
      onChange()
    },
    left: () => {
      if (!isFollowing) return
      isFollowing = false
      onChange()
    },
    moved,
    grown: () => {
      if (isFollowing) void places.go({ end: 'last' })
    },
  }
}
