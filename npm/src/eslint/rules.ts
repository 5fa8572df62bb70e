// What rules say that is not so where text is removed: by their names, because a processor knows no more of them. The names
// are the same in ESLint and in the plug-ins that rules have moved to, but for the prefix.

/** Of white space, and of tokens that could be left out: false of a line that has blanks in the place of text. */
const LAYOUT = words(`
  array-bracket-newline array-bracket-spacing array-element-newline arrow-parens arrow-spacing block-spacing brace-style
  comma-dangle comma-spacing comma-style computed-property-spacing curly-newline define-macros-order dot-location exp-jsx-props-style
  exp-list-style first-attribute-linebreak func-call-spacing function-call-argument-newline function-call-spacing
  function-paren-newline generator-star-spacing html-closing-bracket-newline html-closing-bracket-spacing
  html-comment-content-newline html-comment-content-spacing html-comment-indent html-indent html-quotes html-self-closing
  implicit-arrow-linebreak indent indent-binary-ops indent-legacy jsx-child-element-spacing jsx-closing-bracket-location
  jsx-closing-tag-location jsx-curly-brace-presence jsx-curly-newline jsx-curly-spacing jsx-equals-spacing
  jsx-first-prop-new-line jsx-function-call-newline jsx-indent jsx-indent-props jsx-max-props-per-line jsx-newline
  jsx-one-expression-per-line jsx-props-no-multi-spaces jsx-quotes jsx-self-closing-comp jsx-sort-props jsx-tag-spacing
  jsx-wrap-multilines key-spacing keyword-spacing line-comment-position linebreak-style max-attributes-per-line max-len
  max-statements-per-line member-delimiter-style multiline-html-element-content-newline multiline-ternary
  mustache-interpolation-spacing new-parens newline-per-chained-call no-confusing-arrow no-extra-parens no-extra-semi
  no-floating-decimal no-mixed-operators no-mixed-spaces-and-tabs no-multi-spaces no-spaced-func
  no-spaces-around-equal-signs-in-attribute no-tabs no-trailing-spaces no-whitespace-before-property
  nonblock-statement-body-position object-curly-newline object-curly-spacing object-property-newline
  one-var-declaration-per-line operator-linebreak prettier quote-props quotes rest-spread-spacing script-indent semi
  semi-spacing semi-style singleline-html-element-content-newline space-before-blocks space-before-function-paren
  space-in-parens space-infix-ops space-unary-ops spaced-comment switch-colon-spacing template-curly-spacing
  template-tag-spacing type-annotation-spacing type-generic-spacing type-named-tuple-spacing unicode-bom
  v-for-delimiter-style wrap-iife wrap-regex yield-star-spacing`);

/** Of the lines between two things: false where one of these lines, and only it, has text that is removed. */
const BETWEEN = words(`
  block-tag-newline eol-last lines-around-comment lines-around-directive lines-between-class-members
  new-line-between-multi-line-property newline-after-import newline-after-var newline-before-return
  no-multiple-empty-lines padded-blocks padding-line-between-blocks padding-line-between-statements
  padding-line-between-tags padding-lines-in-component-definition`);

/** Of a name, at which the message is: false where the name is used, or assigned to, in text that is removed. */
const NAMED = /^(?:no-unused-(?!expressions$).*|no-unassigned-vars|no-useless-assignment|prefer-const)$/;

/** Of what has nothing in it: false where what it has is removed. ESLint itself lets a comment count. */
const EMPTY = /^no-empty(?:$|-(?:function|static-block)$)/;

/** Of declarations, whose fix narrows what their names are: of all names, those in what is removed among them. */
const DECLARATIONS: readonly string[] = ['no-var', 'prefer-const'];

/** What a rule speaks of, where that is not all to be seen. */
export type Subject = 'layout' | 'between' | 'name' | 'empty';

/** @param ruleId with the prefix of its plug-in */
export function subjectOf(ruleId: string): Subject | undefined {
  const name = bareName(ruleId);
  if (LAYOUT.has(name)) return 'layout';
  if (BETWEEN.has(name)) return 'between';
  if (NAMED.test(name)) return 'name';
  return EMPTY.test(name) ? 'empty' : undefined;
}

/** @param ruleId with the prefix of its plug-in */
export function changesDeclarations(ruleId: string | null): boolean {
  return ruleId !== null && DECLARATIONS.includes(bareName(ruleId));
}

function bareName(ruleId: string): string {
  return ruleId.slice(ruleId.lastIndexOf('/') + 1);
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
