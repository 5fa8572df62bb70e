[/*IFTRUE_X*/on/*ELSE_X*/off/*FITRUE_X*/]
