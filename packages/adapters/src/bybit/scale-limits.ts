/** The most decimals that prices, and that sizes, can have. */
export const decimalsMax = 12

/** The most decimals that prices and sizes can have together: amounts are their products. */
export const decimalsSumMax = 14

/** Whether amounts at these decimals still fit exact arithmetic. */
export const areScalesUsable = (priceScale: number, qtyScale: number): boolean =>
  priceScale <= decimalsMax && qtyScale <= decimalsMax && priceScale + qtyScale <= decimalsSumMax
