/*IFTRUE_X*/ x /*ELIFTRUE_A*/ a /*ELIFTRUE_(!X)*/ b /*ELIFTRUE_C*/ c /*FITRUE_X*/ d
