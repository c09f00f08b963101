-- One editing session, driven as a user would: what Neovim showed at each step is written as JSON to $SESSION_OUTPUT.
-- $SESSION_FILE is opened; the "Ignore" action is taken on the finding of line $SESSION_IGNORE, and line $SESSION_MEND is
-- replaced by $SESSION_MENDED without saving (lines are 1-based). The finding of line $SESSION_FIX is fixed by a quick fix; then
-- the line is written as it was, and saved.
local PATIENCE = 60000 -- milliseconds; only a failing test waits that long

local seen = { titles = {} }

local function shown()
  local found = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    local lsp = diagnostic.user_data and diagnostic.user_data.lsp or {}
    table.insert(found, {
      code = diagnostic.code or lsp.code,
      severity = diagnostic.severity,
      message = diagnostic.message,
      start = { diagnostic.lnum, diagnostic.col },
      finish = { diagnostic.end_lnum, diagnostic.end_col },
    })
  end
  return found
end

local function wait(what, condition)
  if not vim.wait(PATIENCE, condition, 20) then
    error("waited in vain for " .. what .. "; shown: " .. vim.inspect(shown()))
  end
end

local function on(line)
  return vim.diagnostic.get(0, { lnum = line - 1 })
end

local function wait_until_gone(line, what)
  wait(what, function()
    return #on(line) == 0
  end)
end

local function choose_on(line, begin)
  vim.api.nvim_win_set_cursor(0, { line, on(line)[1].col })
  vim.ui.select = function(actions, options, choose)
    for _, action in ipairs(actions) do
      local title = options.format_item(action)
      table.insert(seen.titles, title)
      if title:find("^" .. begin) then
        choose(action)
      end
    end
  end
  vim.lsp.buf.code_action()
end

local function session()
  vim.cmd("edit " .. vim.fn.fnameescape(vim.env.SESSION_FILE))
  wait("diagnostics", function()
    return #vim.diagnostic.get(0) > 0
  end)
  seen.opened = shown()

  local ignored = tonumber(vim.env.SESSION_IGNORE)
  choose_on(ignored, "Ignore ")
  wait_until_gone(ignored, "the ignored finding to go")
  seen.ignored = { shown = shown(), line = vim.fn.getline(ignored) }

  local mended = tonumber(vim.env.SESSION_MEND)
  vim.api.nvim_buf_set_lines(0, mended - 1, mended, true, { vim.env.SESSION_MENDED })
  wait_until_gone(mended, "the mended line's finding to go")
  seen.mended = { shown = shown(), modified = vim.bo.modified, disk = vim.fn.readfile(vim.env.SESSION_FILE) }

  local fixed = tonumber(vim.env.SESSION_FIX)
  local weak = vim.fn.getline(fixed)
  choose_on(fixed, "Replace ")
  wait_until_gone(fixed, "the fixed finding to go")
  seen.fixed = { shown = shown(), line = vim.fn.getline(fixed) }
  vim.api.nvim_buf_set_lines(0, fixed - 1, fixed, true, { weak })
  vim.cmd("write")
  seen.left_modified = vim.bo.modified
end

local ok, problem = xpcall(session, debug.traceback)
if not ok then
  seen.problem = problem
end
vim.fn.writefile({ vim.json.encode(seen) }, vim.env.SESSION_OUTPUT)
vim.cmd("qall!")
