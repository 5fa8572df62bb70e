/*IFTRUE_X
  a(); /* why */
  b();
FITRUE_X*/
c();
