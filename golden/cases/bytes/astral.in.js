é/*IFTRUE_X*/😀é世/*FITRUE_X*/😀x/*IFTRUE_X*/𝒳/*FITRUE_X*/y
