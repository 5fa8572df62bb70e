/*IFTRUE_X*/
  /*IFTRUE_Y*/
/*FITRUE_X*/
  /*FITRUE_Y*/
