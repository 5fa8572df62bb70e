/*IFTRUE_X /* a <!-- b /* c FITRUE_X*/
