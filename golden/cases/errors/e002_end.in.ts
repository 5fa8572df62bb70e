a();
/*FITRUE_X*/
