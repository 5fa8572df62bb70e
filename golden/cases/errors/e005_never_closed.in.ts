/*IFTRUE_(X*/ a /*FITRUE_(X*/
b
