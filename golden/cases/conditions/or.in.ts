[/*IFTRUE_(A || C)*/yes/*ELSE_(A || C)*/no/*FITRUE_(A || C)*/]
