/*IFTRUE_(X || A)*/
a
/*ELSE_(X || A)*/
b
/*FITRUE_(X || A)*/
