[/*IFTRUE_(A && B || C)*/yes/*ELSE_(A && B || C)*/no/*FITRUE_(A && B || C)*/]
