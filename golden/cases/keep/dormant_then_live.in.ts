/*IFTRUE_X x ELIFTRUE_A*/ a /*ELSE_X*/ b /*FITRUE_X*/ c
