/*IFTRUE_(A [2J
||B)*/ a /*FITRUE_(A)*/
