;;; -*- lexical-binding: t -*-
;; One editing session, driven as a user would: what Flymake showed at each step is written as JSON to $SESSION_OUTPUT.
;; $SESSION_FILE is opened, and the "Ignore" action is taken on the finding at the text $SESSION_IGNORE. The finding in the
;; line $SESSION_WEAK is fixed by a quick fix; then the line is written as it was, and saved.
(require 'cl-lib)
(require 'json)

(defconst patience 60) ; seconds; only a failing test waits that long

(defun shown ()
  "What Flymake shows: lines (1-based), the texts that are marked, messages."
  (vconcat
   (mapcar (lambda (found)
             (let ((begin (flymake-diagnostic-beg found)))
               `((line . ,(line-number-at-pos begin))
                 (marked . ,(buffer-substring-no-properties begin (flymake-diagnostic-end found)))
                 (message . ,(flymake-diagnostic-text found)))))
           (flymake-diagnostics))))

(defun wait-for (what condition)
  (let ((end (+ (float-time) patience)))
    (while (not (funcall condition))
      (when (> (float-time) end) (error "Waited in vain for %s" what))
      (accept-process-output nil 0.05))))

(defun choose-here (begin)
  "Take the action whose title begins so, as a user who is asked for one; answer the titles."
  (let (titles
        (last-nonmenu-event ?a)) ; a key, else a menu of a window system is asked
    (cl-letf (((symbol-function 'completing-read)
               (lambda (_prompt choices &rest _)
                 (setq titles (mapcar #'car choices))
                 (cl-find-if (lambda (title) (string-prefix-p begin title)) titles)))
              ((symbol-function 'y-or-n-p) #'always))
      (call-interactively #'eglot-code-actions))
    titles))

(find-file (getenv "SESSION_FILE"))
(run-hooks 'post-command-hook) ; where `eglot-ensure' connects; a batch run has no commands
(wait-for "diagnostics" (lambda () (and (eglot-current-server) (flymake-diagnostics))))
(let ((opened (shown)) titles line left fixed)
  (goto-char (point-min))
  (search-forward (getenv "SESSION_IGNORE"))
  (goto-char (match-beginning 0))
  (setq titles (choose-here "Ignore "))
  (eglot--signal-textDocument/didChange) ; what an idle timer does for a user
  (wait-for "the ignored finding to go"
            (lambda () (not (flymake-diagnostics (line-beginning-position) (line-end-position)))))
  (setq line (buffer-substring-no-properties (line-beginning-position) (line-end-position))
        left (shown))
  (goto-char (point-min))
  (search-forward (getenv "SESSION_WEAK"))
  (backward-char 2)
  (choose-here "Replace ")
  (setq fixed (buffer-substring-no-properties (line-beginning-position) (line-end-position)))
  (delete-region (line-beginning-position) (line-end-position))
  (insert (getenv "SESSION_WEAK"))
  (save-buffer)
  (let ((seen `((opened . ,opened)
                (titles . ,(vconcat titles))
                (line . ,line)
                (left . ,left)
                (fixed . ,fixed))))
    (with-temp-file (getenv "SESSION_OUTPUT")
      (insert (json-encode seen)))))
