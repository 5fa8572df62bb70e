//*IFTRUE_X*/b/*FITRUE_X*// /*/*IFTRUE_X*/c/*FITRUE_X*/*/
