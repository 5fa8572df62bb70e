const a = `x${/*IFTRUE_WXAPP*/ 'y' /*ELSE_WXAPP*/ 'z' /*FITRUE_WXAPP*/}`;
const b = a.length / /*IFDEBUG 1; // it's "` ELSE_DEBUG*/ 2 /*FIDEBUG*/ / 3;
// don't
/*IFTRUE_WXAPP*/ b; /*FITRUE_WXAPP*/ // 'til
const c = { d: 1 } / /*IFTRUE_WXAPP*/ 2 /*FITRUE_WXAPP*/ + 4 / 2;
