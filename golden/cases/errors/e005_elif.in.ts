/*IFTRUE_X*/ a /*ELIFTRUE_(Y | Z)*/ b /*FITRUE_X*/
