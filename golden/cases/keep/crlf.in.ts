/*IFTRUE_(A ||
  X)*/
a
/*ELIFTRUE_X
x
ELSE_(A||X)*/ b
/*FITRUE_(A ||X)*/ c
