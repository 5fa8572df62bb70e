before
/*IFTRUE_X*/
x
/*FITRUE_X*/
/*IFTRUE_A*/
a
/*FITRUE_A*/
after
