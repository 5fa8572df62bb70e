/* IFDEBUG */ trace(1); /* ELSE_DEBUG */ go(); /* FIDEBUG */
