// What the chat says, in English and Chinese.

const words = {
  en: {
    language: '中文',
    languageName: 'en',
    conversations: 'Chats',
    newRoom: 'New room',
    roomName: 'Name',
    members: 'Members',
    cancel: 'Cancel',
    make: 'Create',
    choose: 'Choose a chat to start.',
    back: 'Back to the chats',
    earlier: 'Earlier messages',
    messages: 'Messages',
    attach: 'Send a picture or a file',
    write: 'Write a message',
    send: 'Send',
    plugged: 'Network',
    idle: 'Not connected',
    connecting: 'Connecting…',
    online: 'Online',
    offline: 'Offline',
    closed: 'Signed out',
    waiting: 'Waiting',
    sending: 'Sending…',
    sent: 'Sent',
    read: 'Read',
    failed: 'Not sent',
    recalled: 'This message was recalled',
    recall: 'Recall',
    retry: 'Try again',
    drop: 'Discard',
    you: 'You',
    picture: 'Picture',
    file: 'File',
    isOnline: 'online',
    isOffline: 'offline',
    noMessages: 'No messages yet',
    unread: (/** @type {number} */ count) => `${count} unread`,
    memberCount: (/** @type {number} */ count) => `${count} members`,
    waitingCount: (/** @type {number} */ count) => `${count} waiting`,
    uploading: (/** @type {string} */ name) => `Uploading ${name}`,
  },
  zh: {
    language: 'English',
    languageName: 'zh-CN',
    conversations: '聊天',
    newRoom: '新建房间',
    roomName: '名称',
    members: '成员',
    cancel: '取消',
    make: '创建',
    choose: '请选择一个聊天。',
    back: '返回聊天列表',
    earlier: '更早的消息',
    messages: '消息',
    attach: '发送图片或文件',
    write: '输入消息',
    send: '发送',
    plugged: '网络',
    idle: '未连接',
    connecting: '连接中…',
    online: '在线',
    offline: '离线',
    closed: '已退出',
    waiting: '等待中',
    sending: '发送中…',
    sent: '已发送',
    read: '已读',
    failed: '未发送',
    recalled: '消息已撤回',
    recall: '撤回',
    retry: '重试',
    drop: '放弃',
    you: '我',
    picture: '图片',
    file: '文件',
    isOnline: '在线',
    isOffline: '离线',
    noMessages: '还没有消息',
    unread: (/** @type {number} */ count) => `${count} 条未读`,
    memberCount: (/** @type {number} */ count) => `${count} 位成员`,
    waitingCount: (/** @type {number} */ count) => `${count} 条等待发送`,
    uploading: (/** @type {string} */ name) => `正在上传 ${name}`,
  },
};

const item = 'demo.language';
/** @type {'en' | 'zh'} */
let language = localStorage.getItem(item) === 'zh' ? 'zh' : 'en';
if (localStorage.getItem(item) === null && navigator.language.startsWith('zh')) language = 'zh';

/** The words of the language that is chosen. */
export const say = () => words[language];

export function otherLanguage() {
  language = language === 'en' ? 'zh' : 'en';
  localStorage.setItem(item, language);
}

/** Puts the words into the parts of the page that always have the same. */
export function wordPage() {
  const chosen = say();
  document.documentElement.lang = chosen.languageName;
  for (const node of document.querySelectorAll('[data-word]')) node.textContent = chosen[node.dataset.word];
  for (const node of document.querySelectorAll('[data-label]'))
    node.setAttribute('aria-label', chosen[node.dataset.label]);
  for (const node of document.querySelectorAll('[data-placeholder]'))
    node.placeholder = chosen[node.dataset.placeholder];
}
