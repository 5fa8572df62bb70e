function h(name: string, attributes: object | null, ...children: string[]): string {
  return `<${name} ${JSON.stringify(attributes)}>${children.join('')}</${name}>`;
}

export const view = (
  <p title={/*IFTRUE_WEB*/ 'web:tsx' /*ELSE_WEB*/ 'wx:tsx' /*FITRUE_WEB*/}>
    {/*IFTRUE_WX*/}wx:jsx{/*ELSE_WX*/}web:jsx{/*FITRUE_WX*/}
  </p>
);
