-- 自评通数据库，第 1 版。数值一律按文字保存，原样不变。
CREATE TABLE session (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    who TEXT NOT NULL,
    started TEXT NOT NULL,
    ended TEXT                      -- 空：还开着，或者没有正常退出
);
CREATE TABLE unit (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);
CREATE TABLE pack_text (            -- 填报时所用的模板包和字典的全文
    id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL
);
CREATE TABLE report (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    year INTEGER NOT NULL,
    pack TEXT NOT NULL,
    pack_name TEXT NOT NULL,
    pack_text_id INTEGER NOT NULL REFERENCES pack_text (id),
    created TEXT NOT NULL,
    changed TEXT NOT NULL,
    removed TEXT,                   -- 放进回收站的时间
    serial INTEGER NOT NULL,        -- 行和合并格已用到的编号
    errors INTEGER NOT NULL DEFAULT -1,
    warnings INTEGER NOT NULL DEFAULT -1,
    infos INTEGER NOT NULL DEFAULT -1,
    filled INTEGER NOT NULL DEFAULT -1,
    required INTEGER NOT NULL DEFAULT -1
);
CREATE TABLE fact (                 -- 指标与行的数值；对应关系（链接）也是指标
    report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    holder TEXT NOT NULL,
    name TEXT NOT NULL,
    aspect TEXT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (report_id, holder, name, aspect)
) WITHOUT ROWID;
CREATE TABLE printed (              -- 另一张表上自己的写法
    report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    form TEXT NOT NULL,
    holder TEXT NOT NULL,
    name TEXT NOT NULL,
    aspect TEXT NOT NULL,
    nth INTEGER NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (report_id, form, holder, name, aspect, nth)
) WITHOUT ROWID;
CREATE TABLE line (                 -- 行表的行
    report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    of TEXT NOT NULL,               -- 行表
    owner TEXT NOT NULL,
    path TEXT NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (report_id, id)
) WITHOUT ROWID;
CREATE TABLE sequence (             -- 各行的先后
    report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    of TEXT NOT NULL,
    owner TEXT NOT NULL,
    ids TEXT NOT NULL,
    PRIMARY KEY (report_id, of, owner)
) WITHOUT ROWID;
CREATE TABLE merged (               -- 合并格
    report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    of TEXT NOT NULL,
    owner TEXT NOT NULL,
    field TEXT NOT NULL,
    ids TEXT NOT NULL,
    PRIMARY KEY (report_id, id)
) WITHOUT ROWID;
CREATE TABLE choice (               -- 本报告改过的设置
    report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (report_id, name)
) WITHOUT ROWID;
CREATE TABLE explanation (          -- 审核说明
    report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    rule TEXT NOT NULL,
    cells TEXT NOT NULL,
    words TEXT NOT NULL,
    bound TEXT NOT NULL,            -- 所说明的数值
    forced INTEGER NOT NULL,
    PRIMARY KEY (report_id, rule, cells)
) WITHOUT ROWID;
CREATE TABLE chapter (              -- 自评报告的章节
    report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (report_id, position)
) WITHOUT ROWID;
CREATE TABLE draft (                -- 正在输入、还没有确认的一格
    report_id INTEGER PRIMARY KEY REFERENCES report (id) ON DELETE CASCADE,
    form TEXT NOT NULL,
    holder TEXT NOT NULL,
    name TEXT NOT NULL,
    aspect TEXT NOT NULL,
    nth INTEGER NOT NULL,
    part TEXT NOT NULL,
    words TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE TABLE journal (              -- 每一步修改；供撤销、历史和恢复
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    session_id INTEGER NOT NULL REFERENCES session (id),
    kind TEXT NOT NULL,             -- edit、undo、redo
    label TEXT NOT NULL,
    changes TEXT NOT NULL,          -- 撤销和重做不重复写
    at TEXT NOT NULL
);
CREATE INDEX journal_of_report ON journal (report_id, id);
CREATE INDEX journal_of_session ON journal (session_id, report_id);
