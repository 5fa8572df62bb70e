/*IFTRUE_X*/
/*ELSE_X*/
  /*IFTRUE_Y*/ /*ELSE_Y*/ /*FITRUE_Y*/
/*ELSE_X*/
/*FITRUE_X*/
