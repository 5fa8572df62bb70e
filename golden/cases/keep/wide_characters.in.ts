/*IFTRUE_X 世界 ELIFTRUE_A 😀 FITRUE_X*/ 世
/*IFTRUE_(X　||　A　|| B)*/é/*FITRUE_(X||A||B)*/ 😀
