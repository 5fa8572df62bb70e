/*IFTRUE_X*/ a
/*FITRUE_Y*/
