a;
/*IFTRUE_X*/b/*FITRUE_X*/c
