[/*IFTRUE_A*/yes/*ELSE_A*/no/*FITRUE_A*/]
