// What the page says, in English and Chinese. What the engine says is in English.

const en = {
  languageName: 'en',
  language: '中文',
  about: 'Try conditional compilation by comments',
  example: 'Example',
  choose: 'Choose one…',
  manual: 'Manual',
  filename: 'File name',
  layout: 'Layout',
  share: 'Copy link',
  source: 'Source',
  targets: 'Targets',
  symbolsHint: 'Symbols are those of the text. Where a box is not checked, the symbol is off.',
  name: 'Name',
  addTarget: 'Add a target',
  output: 'Output',
  changes: 'Show what is removed',
  badName: 'A name of its own, on one line',
  problemsList: 'Problems',
  noProblems: 'No problems',
  refused: 'The text has an error, so there is no output.',
  copied: 'The link is copied. It holds the text and all settings.',
  inAddress: 'The link is now the address of this page. It holds the text and all settings.',
  damagedLink: 'The link is damaged: it holds no text and settings. Nothing here was changed.',
  newerLink: 'The link is of a later version of this page. Nothing here was changed.',
  largeLink: 'The link holds more than 16 MB. Nothing here was changed.',
  error: 'error',
  warning: 'warning',
  failed: (reason: string) => `The engine does not work here: ${reason}`,
  targetName: (name: string) => `Name of the target ${name}`,
  removeTarget: (name: string) => `Remove the target ${name}`,
  isOnFor: (symbol: string, name: string) => `${symbol} is on for ${name}`,
  outputFor: (name: string) => `Output for ${name}`,
  changesFor: (name: string) => `What is removed for ${name}`,
  keptLines: (kept: number, all: number) => `${kept} of ${all} lines`,
  explained: (code: string) => `${code} in the manual`,
  problems: (count: number) => (count === 1 ? '1 problem' : `${count} problems`),
  more: (count: number) => `and ${count} more`,
  replaceBy: (word: string) => `Change to ${word}`,
  longLink: (kilobytes: number) => `It is ${kilobytes} KB long, which not every program takes.`,
};

type Words = typeof en;

const zh: Words = {
  languageName: 'zh-CN',
  language: 'English',
  about: '试用基于注释的条件编译',
  example: '示例',
  choose: '请选择…',
  manual: '手册',
  filename: '文件名',
  layout: '布局',
  share: '复制链接',
  source: '源码',
  targets: '平台',
  symbolsHint: '符号取自源码。未勾选的符号为关。',
  name: '名称',
  addTarget: '添加平台',
  output: '输出',
  changes: '显示去除的内容',
  badName: '名称不能为空，也不能重复',
  problemsList: '问题',
  noProblems: '没有问题',
  refused: '源码有错误，因此没有输出。',
  copied: '链接已复制，其中包含源码和所有设置。',
  inAddress: '链接已在地址栏中，其中包含源码和所有设置。',
  damagedLink: '链接已损坏，读不出源码和设置。当前内容没有改动。',
  newerLink: '链接来自本页面的更新版本。当前内容没有改动。',
  largeLink: '链接的内容超过 16 MB。当前内容没有改动。',
  error: '错误',
  warning: '警告',
  failed: (reason) => `引擎无法运行：${reason}`,
  targetName: (name) => `平台 ${name} 的名称`,
  removeTarget: (name) => `删除平台 ${name}`,
  isOnFor: (symbol, name) => `${name} 的 ${symbol} 为开`,
  outputFor: (name) => `${name} 的输出`,
  changesFor: (name) => `为 ${name} 去除的内容`,
  keptLines: (kept, all) => `${kept} 行，共 ${all} 行`,
  explained: (code) => `手册中的 ${code}`,
  problems: (count) => `${count} 个问题`,
  more: (count) => `还有 ${count} 个`,
  replaceBy: (word) => `改为 ${word}`,
  longLink: (kilobytes) => `链接长 ${kilobytes} KB，有些程序不支持这么长的链接。`,
};

const item = 'playground.language';

function isChinese(): boolean {
  return (localStorage.getItem(item) ?? navigator.language).startsWith('zh');
}

let words = isChinese() ? zh : en;

/** The words of the language that is chosen. */
export const say = (): Words => words;

export function changeLanguage(): void {
  words = words === en ? zh : en;
  localStorage.setItem(item, words.languageName);
}

/** Puts the words into the parts of the page that always have the same. */
export function wordPage(): void {
  document.documentElement.lang = words.languageName;
  for (const node of document.querySelectorAll<HTMLElement>('[data-word]')) {
    const word = words[node.dataset['word'] as keyof Words];
    if (typeof word === 'string') node.textContent = word;
  }
  for (const node of document.querySelectorAll<HTMLElement>('[data-label]')) {
    const word = words[node.dataset['label'] as keyof Words];
    if (typeof word === 'string') node.setAttribute('aria-label', word);
  }
}

/** What CodeMirror says where this page uses it, in the language that is chosen. */
export function editorPhrases(): Record<string, string> {
  return words === en ? {} : { Diagnostics: '问题', 'No diagnostics': '没有问题', 'Control character': '控制字符' };
}
