/*IFTRUE_A*/
a
  /*IFTRUE_X*/
  x
    /*IFTRUE_B*/
    xb
    /*FITRUE_B*/
  /*ELSE_X*/
  y
    /*IFTRUE_(B || X)*/
    yb
    /*FITRUE_(B || X)*/
  /*FITRUE_X*/
b
/*FITRUE_A*/
