/**
 * How often a law is tried: a third of its runs in every test run, so that the suite takes minutes,
 * and all of them with `SHADOWTAPE_LAWS=all`. Seeds are fixed, so a third is always the same third.
 */
export const lawRuns = (all: number): number =>
  process.env['SHADOWTAPE_LAWS'] === 'all' ? all : Math.ceil(all / 3)
