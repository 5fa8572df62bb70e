/*IFTRUE_X*/a/*FITRUE_X*/
b/*IFTRUE_X*/
/*FITRUE_X*/c
