/* if true, IFTURE_WXAPP is not at the beginning */
const IFTRUE_TABLE = ['// IFTRUE_WXAPP', `
// IFTRUE_WXAPP
`, /[/]/ /2]; // and IFTRUE_WXAPP
/* ELSE WXAPP: there is no such condition here */ /* endif */ /* FDEBUG */ /* IF TRUE */
/*IFTRUE_RNAPP*/
/* else: something */ /* END */ /* else RNAPP */
ELSE_RNAPP; FITURE_RNAPP;
/*FITRUE_RNAPP*/
