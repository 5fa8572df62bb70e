/*IFTRUE_X*/
all();
/*FITRUE_X*/