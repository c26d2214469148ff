import { svg } from '../../dom/element'

/** What is on a button of the transport. */
export type Icon =
  'first' | 'input-back' | 'back' | 'play' | 'pause' | 'on' | 'input-on' | 'last' | 'left' | 'right'

/** A sign to press. */
export const icon = (name: Icon): SVGElement =>
  svg(
    'svg',
    { viewBox: '0 0 16 16', width: 16, height: 16, class: 'icon', 'aria-hidden': 'true' },
    svg('path', { d: paths[name] }),
  )

const paths: Readonly<Record<Icon, string>> = {
  first: 'M2 3h2v10H2zM14 3v10L5 8z',
  'input-back': 'M8 3v10L1 8zM15 3v10L8 8z',
  back: 'M11 3v10L3 8zM12 3h2v10h-2z',
  play: 'M4 2.5v11L13.5 8z',
  pause: 'M3.5 3h3.2v10H3.5zM9.3 3h3.2v10H9.3z',
  on: 'M5 3v10l8-5zM2 3h2v10H2z',
  'input-on': 'M8 3v10l7-5zM1 3v10l7-5z',
  last: 'M12 3h2v10h-2zM2 3v10l9-5z',
  left: 'M10.5 3v10L4 8z',
  right: 'M5.5 3v10L12 8z',
}
