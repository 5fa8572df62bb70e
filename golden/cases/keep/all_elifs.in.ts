/*IFTRUE_A*/ a /*ELIFTRUE_(!X)*/ b /*ELIFTRUE_B*/ c /*ELSE_A*/ d /*FITRUE_A*/ e
