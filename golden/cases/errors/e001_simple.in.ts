a();
/*IFTRUE_X*/
b();
