const a = `x${`/*IFDEBUG*/y/*FIDEBUG*/${{ b: '}' }}`}/*IFTRUE_WXAPP*/z
/*FITRUE_WXAPP*/`;
if (a) /[/*IFDEBUG*/'/*FIDEBUG*/]/.test(a);
const b = 'it\'s /*IFDEBUG*/' + /*FIDEBUG*/ a;
