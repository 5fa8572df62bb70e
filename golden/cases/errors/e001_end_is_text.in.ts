/* IFDEBUG */ a; /* then FIDEBUG */ // FIDEBUG
