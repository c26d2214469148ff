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
export const newPlayer = (of: PlayerOf): OwnPlayer => {
  const { places, now, isGrowing, onChange } = of
  const progress = newProgress(of)
  let [isPlaying, isFollowing, frameAt, frame, others] = [false, false, 0, 0, 0]

  const isAtEnd = (): boolean => places.shown().seq >= now().last && !isGrowing()
  const rest = (): void => {
    cancelAnimationFrame(frame)
    isPlaying = false
    // what was only passed is told in full
    const { seq, entry } = places.shown()
    if (entry === null && seq > 0) void places.go({ seq })
    onChange()
  }
  const tick = (time: number): void => {
    if (!isPlaying) return
    // while somebody is on the way elsewhere it waits for where that leads
    if (others === 0) progress.pass(Math.max(0, Math.min(frameMsMax, time - frameAt)))
    frameAt = time
    if (others === 0 && isAtEnd()) rest()
    else frame = requestAnimationFrame(tick)
  }
  const play = (): void => {
    if (isPlaying) return
    ;[isPlaying, isFollowing] = [true, false]
    frameAt = performance.now()
    progress.moved()
    frame = requestAnimationFrame(tick)
    onChange()
  }
  const follow = (is: 'on' | 'off'): void => {
    if (is === 'on' && isPlaying) rest()
    isFollowing = is === 'on'
    if (isFollowing) void places.go({ end: 'last' })
    onChange()
  }
  return {
    isPlaying: () => isPlaying,
    // at the end there is nothing to play: from the beginning, then
    play: () => (isAtEnd() ? void places.go({ end: 'first' }).then(play) : play()),
    pause: () => {
      if (isPlaying) rest()
    },
    pace: progress.pace,
    setPace: (wanted) => {
      progress.setPace(wanted)
      onChange()
    },
    ...{ isFollowing: () => isFollowing, follow },
    moved: () => {
      others -= 1
      progress.moved()
    },
    left: () => {
      others += 1
      if (!isFollowing) return
      isFollowing = false
      onChange()
    },
    grown: () => {
      if (isFollowing) void places.go({ end: 'last' })
    },
  }
}

/** Where it is between the lines: an instant, or a line and a share of the next one. */
const newProgress = ({ places, facts, now }: PlayerOf) => {
  let pace: Pace = { times: 1 }
  let [at, line, isFetching] = [0, 0, false]
  const moved = (): void => {
    const { seq, at: instant } = places.shown()
    ;[at, line] = [seq === 0 ? facts.startAt : instant, seq]
  }
  const pass = (ms: number): void => {
    if ('lines' in pace) {
      line = Math.min(now().last, line + (ms * pace.lines) / 1_000)
      const whole = Math.floor(line)
      if (whole === places.shown().seq || isFetching) return
      isFetching = true
      void places.go({ seq: whole }).finally(() => (isFetching = false))
      return
    }
    at = Math.min(now().lastAt, at + ms * 1_000 * pace.times)
    places.pass(Math.round(at), pace.times * aheadMs * 1_000)
  }
  const setPace = (wanted: Pace): void => {
    pace = wanted
    moved()
  }
  return { moved, pass, setPace, pace: () => pace }
}
