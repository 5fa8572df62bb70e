// Neovim and Emacs, set up as editors/README.md says: they show what the server says of a text.

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { run } from '../process.mjs';

const command = process.env['IFTRUE'] ?? fileURLToPath(new URL('../../build/release/iftrue', import.meta.url));
const page = await readFile(new URL('../../editors/README.md', import.meta.url), 'utf8');

/** @type {string} */
let folder;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'iftrue-editors-'));
  await mkdir(path.join(folder, 'bin'));
  await writeFile(
    path.join(folder, 'iftrue.toml'),
    '[symbols]\nWX = "mini-program"\nWEB = ""\n[targets]\nwx.symbols = ["WX"]\nweb.symbols = ["WEB"]\n',
  );
  await writeFile(path.join(folder, 'a.js'), 'a /*IFTRUE_WX*/ x /*ELSE_WX*/ y /*FITRUE_WX*/\n/*IFTURE_WX*/\n');
});
after(() => rm(folder, { recursive: true, force: true }));

/** The blocks of code of a chapter, whose command is the tested program. @param {string} title @param {string} language */
function blocks(title, language) {
  const chapter = page.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
  const found = [...chapter.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].filter(([, name]) => name === language);
  return found.map(([, , code = '']) => code.replace(/(['"])iftrue\1(?=,? ['"]?lsp| "lsp)/, `$1${command}$1`));
}

/** @param {string} program @param {string[]} args @returns {Record<string, unknown>} what it prints as JSON */
function resultOf(program, ...args) {
  const { status, stdout, stderr } = run(program, args, {
    cwd: folder,
    timeout: 60000,
    env: { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_STATE_HOME: folder },
  });
  const result = /^RESULT (.*)$/m.exec(`${stdout}${stderr}`)?.[1];
  assert.ok(result, `${program} ended with ${status}: ${stdout}${stderr}`);
  return JSON.parse(result);
}

test('Neovim', async () => {
  const [, setup, switching] = blocks('Neovim', 'lua');
  await writeFile(
    path.join(folder, 'test.lua'),
    `${setup}
vim.cmd('filetype on')
vim.cmd('edit a.js')
local function wait(holds)
  if not vim.wait(20000, holds, 10) then error('waited in vain') end
end
local function messages()
  local all = {}
  for _, each in ipairs(vim.diagnostic.get(0)) do table.insert(all, each.message) end
  return all
end
wait(function() return #messages() == 2 end)
local result = { messages = messages() }
local hover = vim.lsp.buf_request_sync(0, 'textDocument/hover', {
  textDocument = vim.lsp.util.make_text_document_params(), position = { line = 0, character = 12 } }, 20000)
for _, each in pairs(hover) do result.hover = each.result.contents.value end
${switching}
wait(function() return vim.tbl_contains(messages(), 'not kept by web') end)
vim.api.nvim_buf_set_text(0, 1, 2, 1, 11, { 'IFTRUE_WX' })
wait(function() return #messages() == 1 end)
result.edited = messages()
print('RESULT ' .. vim.fn.json_encode(result))
vim.cmd('qall!')
`,
  );
  const { messages, hover, edited } = resultOf('nvim', '--headless', '--clean', '-n', '-c', 'luafile test.lua');
  assert.deepEqual(messages, ['IFTURE_WX looks like a misspelt directive; did you mean IFTRUE_WX?', 'not kept by wx']);
  assert.match(String(hover), /^\*\*WX\*\*: mini\\-program/);
  assert.deepEqual(edited, ['IFTRUE_WX is never ended: no FITRUE_WX follows']);
});

test('Emacs', async () => {
  const [setup] = blocks('Emacs', 'elisp');
  await writeFile(
    path.join(folder, 'test.el'),
    `(let ((default-directory "/usr/share/emacs/site-lisp/elpa"))
  (when (file-directory-p default-directory) (normal-top-level-add-subdirs-to-load-path)))
${setup}
(require 'json)
(defun wait (holds)
  (with-timeout (20 (error "waited in vain"))
    (while (not (funcall holds)) (accept-process-output nil 0.01))))
(defun messages ()
  (mapcar (lambda (each) (substring-no-properties (flymake-diagnostic-text each))) (flymake-diagnostics)))
(setq eglot-sync-connect 20 eglot-autoshutdown nil)
(find-file "a.js")
(js-mode)
(apply #'eglot (eglot--guess-contact))
(wait (lambda () (= (length (messages)) 2)))
(let ((result (list (cons 'messages (vconcat (messages))))))
  (goto-char 18)
  (let ((hover (jsonrpc-request (eglot--current-server-or-lose) :textDocument/hover
                                (eglot--TextDocumentPositionParams))))
    (push (cons 'hover (plist-get (plist-get hover :contents) :value)) result))
  (goto-char (point-min))
  (while (search-forward "IFTURE" nil t) (replace-match "IFTRUE" t))
  (eglot--signal-textDocument/didChange)
  (wait (lambda () (equal (length (messages)) 1)))
  (push (cons 'edited (vconcat (messages))) result)
  (message "RESULT %s" (json-encode result)))
(set-buffer-modified-p nil)
(kill-emacs 0)
`,
  );
  const { messages, hover, edited } = resultOf('emacs', '-Q', '--batch', '-l', 'test.el');
  assert.equal(/** @type {string[]} */ (messages).length, 2);
  assert.match(String(hover), /^wx kept: IFTRUE_WX at 1:5 is true/);
  assert.match(String(edited), /never ended/);
});
