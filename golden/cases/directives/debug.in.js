/*IFDEBUG*/ trace(1); /*FIDEBUG*/ go();
