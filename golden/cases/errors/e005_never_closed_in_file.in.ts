a
/*IFTRUE_((X)
b
/* c
