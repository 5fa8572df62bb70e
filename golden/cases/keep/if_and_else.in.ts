/*IFTRUE_X*/ x /*ELSE_X*/ y /*FITRUE_X*/ z
/*IFTRUE_A*/ a /*ELSE_A*/ b /*FITRUE_A*/ z
