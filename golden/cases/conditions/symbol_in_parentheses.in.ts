[/*IFTRUE_(A)*/yes/*ELSE_(A)*/no/*FITRUE_(A)*/]
