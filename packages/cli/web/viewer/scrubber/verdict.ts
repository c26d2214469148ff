import { el } from '../../dom/element'
import type { Viewer } from '../viewer'
import { written } from './written'

/** How far the journal is: closed, growing, without a close or damaged; and how to follow it. */
export const verdict = (viewer: Viewer): HTMLElement => {
  const badge = el('span', { class: 'badge' })
  const gathering = el('span', { class: 'gathering' })
  const follow = el('button', { type: 'button', class: 'follow' }, 'Follow')
  follow.title = 'Stay at the newest line'
  follow.addEventListener('click', () => {
    viewer.player.follow(viewer.player.isFollowing() ? 'off' : 'on')
  })
  const show = (): void => {
    const { isClosed, gathered, last } = viewer.now()
    const { kind, text, title } = saidOf(viewer)
    badge.dataset['kind'] = kind
    badge.title = title
    written(badge, text)
    follow.hidden = isClosed
    follow.setAttribute('aria-pressed', String(viewer.player.isFollowing()))
    const share = Math.floor((gathered.seq * 100) / Math.max(1, last))
    gathering.hidden = gathered.isDone || share >= 100
    written(gathering, `gathering ${String(share)} %`)
  }
  viewer.listen('now', show)
  viewer.listen('playing', show)
  show()
  return el('span', { class: 'verdict' }, badge, gathering, follow)
}

const saidOf = (viewer: Viewer): { kind: string; text: string; title: string } => {
  const { stop, isClosed } = viewer.now()
  if (stop !== null)
    return { kind: 'damaged', text: `damaged from line ${String(stop.line)}`, title: stop.says }
  if (isClosed) return { kind: 'closed', text: 'closed', title: 'The session was closed' }
  if (viewer.isGrowing())
    return { kind: 'live', text: 'live', title: 'The session is being recorded' }
  const title = 'There is no close: the session was cut short, or is still being recorded'
  return { kind: 'open', text: 'not closed', title }
}
