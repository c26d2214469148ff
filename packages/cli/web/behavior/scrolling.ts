/** Lets keys reach the boxes that scroll, and only those: every stop of Tab is to be worth it. */
export const letScroll = (root: Element): void => {
  for (const box of root.querySelectorAll('.scroll, nav')) {
    const isScrolling =
      box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1
    if (isScrolling) box.setAttribute('tabindex', '0')
    else box.removeAttribute('tabindex')
  }
}
