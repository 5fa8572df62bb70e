/*IFTRUE_(X || || Y)*/1/*FITRUE_(X || || Y)*/
/*IFTRUE_(X Y)*/2/*FITRUE_(X Y)*/
/*IFTRUE_(X!)*/3/*FITRUE_(X!)*/
/*IFTRUE_(X == 1)*/4/*FITRUE_(X == 1)*/
/*IFTRUE_(&&X)*/5/*FITRUE_(&&X)*/
/*IFTRUE_(X && é)*/6/*FITRUE_(X && é)*/
