[/*IFTRUE_(C || A && B)*/yes/*ELSE_(C || A && B)*/no/*FITRUE_(C || A && B)*/]
