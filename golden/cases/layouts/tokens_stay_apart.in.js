f=()=>{return/*IFTRUE_X*/1/*ELSE_X*/2/*FITRUE_X*/}
if(a)b();else/*IFTRUE_X*/c()/*ELSE_X*/d()/*FITRUE_X*/
y=x-/*IFTRUE_X*/-1/*ELSE_X*/z/*FITRUE_X*/
z=1/*IFTRUE_X*/+1/*FITRUE_X*/.toFixed()+a/*IFTRUE_X*/b/*FITRUE_X*//re/.test('a/*IFTRUE_X*/b/*FITRUE_X*/c')
s=`a/*IFTRUE_X*/b/*FITRUE_X*/c${a/*IFTRUE_X*/+b+/*FITRUE_X*/c}a/*IFTRUE_X*/b/*FITRUE_X*/c`+/a/*IFTRUE_X*/b/*FITRUE_X*/c/
// a/*IFTRUE_X*/b/*FITRUE_X*/c
