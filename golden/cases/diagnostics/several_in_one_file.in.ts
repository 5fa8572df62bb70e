/*FITRUE_A*/
/*IFTRUE_(X*/ /*FITRUE_(X*/
/*IFTRUE_X*/ a /*ELSE_X*/ /*ELSE_X*/ /*FITRUE_X*/
/*IFTRUE_B*/ /*FITRUE_C*/
/*IFTRUE_D b */
/*IFTRUE_E*/
