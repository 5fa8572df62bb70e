before();
/*IFTRUE_X*/ a(); /*FITRUE_X*/
after();
