/** What the header of a salvaged journal says came in: no replay is fed with it. */
export const salvagedInputs = 'salvaged'
