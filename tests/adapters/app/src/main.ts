// All kinds of files that an app has. What a target keeps of a file has a word with its name.
import { view } from './view';
import data from './data.json';
import styles from './style.module.css';
import logo from './logo.svg';
/*IFTRUE_WX*/
import { login } from './wx/login';
/*FITRUE_WX*/

interface Report {
  words: string[];
}

export const report: Report = {
  words: [
    /*IFTRUE_WEB*/
    'web:ts',
    /*ELSE_WEB*/
    'wx:ts',
    /*FITRUE_WEB*/
    view,
    JSON.stringify(data),
    styles.title ?? '',
    logo,
    /*IFTRUE_WX login(), FITRUE_WX*/
  ],
};

console.log(report.words.join(' '));
