/*IFTRUE_X*/ a /*ELSE_Y*/ b /*FITRUE_X*/
