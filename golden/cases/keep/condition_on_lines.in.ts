/* IFTRUE_(A ||
           X ||
           B) */ a
/*FITRUE_(A||X||B)*/ b
