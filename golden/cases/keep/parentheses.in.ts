/*IFTRUE_(!X && (A || B))*/ a /*FITRUE_(!X && (A || B))*/
/*IFTRUE_((X || A) && B)*/ b /*FITRUE_((X || A) && B)*/
/*IFTRUE_(!(X || A))*/ c /*FITRUE_(!(X || A))*/
/*IFTRUE_((A) || (!X && B && C))*/ d /*FITRUE_((A) || (!X && B && C))*/
