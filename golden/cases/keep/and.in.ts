/*IFTRUE_(A && !X)*/
a
/*ELIFTRUE_(B && !X && C)*/
b
/*FITRUE_(A && !X)*/
