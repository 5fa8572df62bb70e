/*IFTRUE_(X & Y)*/ a /*FITRUE_(X & Y)*/
