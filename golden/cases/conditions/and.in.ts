[/*IFTRUE_(A && B)*/yes/*ELSE_(A && B)*/no/*FITRUE_(A && B)*/]
