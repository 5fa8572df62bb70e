const f = () => {
  return /*IFTRUE_X*/
    debug
  /*ELSE_X*/ value
  /*FITRUE_X*/
}
let a = 1 /*IFTRUE_X*/
let b = 2
/*FITRUE_X*/ let c = 3
foo() // note /*IFTRUE_X*/
bar()
/*FITRUE_X*/ baz()
