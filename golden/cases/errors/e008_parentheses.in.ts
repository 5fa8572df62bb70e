/*IFTRUE_(X)*/ a /*FITRUE_X*/ /*IFDEBUG*/ b /*FITRUE_debug*/
