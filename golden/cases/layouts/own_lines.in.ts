a();
  /*IFTRUE_X*/
  b();
  /*ELSE_X*/
  c();
  /*FITRUE_X*/
d();
