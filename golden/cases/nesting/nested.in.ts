1
/*IFTRUE_A*/
2
  /*IFTRUE_B*/
  3
  /*ELSE_B*/
  4
  /*FITRUE_B*/
5
/*ELSE_A*/
6 /*IFTRUE_B*/7/*FITRUE_B*/
/*FITRUE_A*/
8
