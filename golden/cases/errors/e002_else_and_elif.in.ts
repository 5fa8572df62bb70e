/*ELSE_X*/ a /*ELIFTRUE_X*/ b /* FIDEBUG */
