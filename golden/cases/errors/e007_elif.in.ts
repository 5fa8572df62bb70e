/*IFTRUE_X*/ a /*ELSE_X*/ b /*ELIFTRUE_Y*/ c /*FITRUE_X*/
