import type { Now, SessionFacts } from '../../src/viewer/view-data'
import type { Places } from './places'
import type { Player } from './viewer'

/** What is played, and who hears of it. */
export type PlayerOf = {
  readonly places: Places
  readonly facts: SessionFacts
  readonly now: () => Now
  readonly onChange: () => void
}

/** A player that rests. */
export const newPlayer = ({ onChange }: PlayerOf): Player => {
  let [isPlaying, isFollowing, speed] = [false, false, 1]
  return {
    isPlaying: () => isPlaying,
    play: () => {
      isPlaying = true
      onChange()
    },
    pause: () => {
      isPlaying = false
      onChange()
    },
    speed: () => speed,
    setSpeed: (wanted) => {
      speed = wanted
      onChange()
    },
    isFollowing: () => isFollowing,
    follow: (is) => {
      isFollowing = is === 'on'
      onChange()
    },
  }
}
