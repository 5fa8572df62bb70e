/*IFTRUE_X
  a();
ELIFTRUE_Y
  b();
ELSE_X
  c();
FITRUE_X */
d();
