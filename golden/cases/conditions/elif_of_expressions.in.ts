/*IFTRUE_(A && B)*/1/*ELIFTRUE_(A || C)*/2/*ELIFTRUE_A*/3/*ELSE_(A&&B)*/4/*FITRUE_( A && B )*/
