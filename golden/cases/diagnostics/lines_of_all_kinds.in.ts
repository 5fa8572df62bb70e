12
3 4 5
6
/*FITRUE_X*/