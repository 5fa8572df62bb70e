/*IFTRUE_()*/ a /*FITRUE_()*/ /*IFTRUE_( )*/ a /*FITRUE_( )*/
