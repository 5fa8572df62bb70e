/*IFTRUE_X*/
a
/*IFTRUE_X*/
b
