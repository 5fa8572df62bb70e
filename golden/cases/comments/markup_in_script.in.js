const page = `<!-- IFTRUE_X --><p><!-- FITRUE_X -->`;
