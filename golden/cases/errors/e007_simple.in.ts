/*IFTRUE_X*/ a /*ELSE_X*/ b /*ELSE_X*/ c /*FITRUE_X*/
