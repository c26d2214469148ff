/** What happened in a law, counted, so that no law is about nothing. */
export const tally = () => {
  const counts = new Map<string, number>()
  return {
    met: (name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1),
    count: (name: string): number => counts.get(name) ?? 0,
  }
}
