/*IFTRUE_(X || Y)*/ a /*FITRUE_(Y || X)*/
