-- A run. Times are ISO 8601 in UTC; `document` is documents.seq, the order in which documents were added.

CREATE TABLE documents (
    seq        INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,  -- SHA-256 of the text's UTF-8 bytes
    title      TEXT,
    outlet     TEXT,
    published  TEXT,
    url        TEXT,
    language   TEXT,
    media_type TEXT NOT NULL,
    notes      TEXT NOT NULL,         -- JSON: list of strings
    added_at   TEXT NOT NULL,
    by_date    TEXT NOT NULL GENERATED ALWAYS AS (coalesce(nullif(published, ''), '~')) VIRTUAL  -- undated last
) STRICT;

CREATE INDEX documents_by_date ON documents (by_date, id);

-- Apart from `documents`, so that going through those reads no text.
CREATE TABLE texts (
    document INTEGER PRIMARY KEY REFERENCES documents (seq),
    text     TEXT NOT NULL
) STRICT;

CREATE TABLE sources (
    id        INTEGER PRIMARY KEY,
    document  INTEGER NOT NULL REFERENCES documents (seq),
    location  TEXT NOT NULL,
    title     TEXT,
    outlet    TEXT,
    published TEXT,
    url       TEXT,
    added_at  TEXT NOT NULL,
    UNIQUE (document, location)
) STRICT;

CREATE INDEX sources_by_location ON sources (location);

CREATE TABLE unread (
    location TEXT PRIMARY KEY,
    kind     TEXT NOT NULL,
    reason   TEXT NOT NULL,
    added_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE generations (
    number     INTEGER PRIMARY KEY,
    key        TEXT NOT NULL UNIQUE,
    settings   TEXT NOT NULL,         -- canonical JSON, whose SHA-256 is the key
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE attempts (
    generation  INTEGER NOT NULL REFERENCES generations (number),
    document    INTEGER NOT NULL REFERENCES documents (seq),
    number      INTEGER NOT NULL CHECK (number >= 1),
    outcome     TEXT NOT NULL CHECK (outcome IN ('done', 'partial', 'refused', 'failed')),
    finished_at TEXT NOT NULL,
    calls       INTEGER NOT NULL CHECK (calls >= 0),
    tokens_in   INTEGER NOT NULL CHECK (tokens_in >= 0),
    tokens_out  INTEGER NOT NULL CHECK (tokens_out >= 0),
    cost_usd    REAL CHECK (cost_usd >= 0),
    seconds     REAL NOT NULL CHECK (seconds >= 0),
    kind        TEXT,
    reason      TEXT,
    PRIMARY KEY (generation, document, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE briefs (
    generation INTEGER NOT NULL,
    document   INTEGER NOT NULL,
    attempt    INTEGER NOT NULL,
    json       TEXT NOT NULL,
    UNIQUE (generation, document, attempt),
    FOREIGN KEY (generation, document, attempt) REFERENCES attempts (generation, document, number)
) STRICT;

CREATE TABLE drops (
    generation INTEGER NOT NULL,
    document   INTEGER NOT NULL,
    attempt    INTEGER NOT NULL,
    number     INTEGER NOT NULL,
    section    TEXT NOT NULL,
    reason     TEXT NOT NULL,
    answer     TEXT NOT NULL,
    UNIQUE (generation, document, attempt, number),
    FOREIGN KEY (generation, document, attempt) REFERENCES attempts (generation, document, number)
) STRICT;

-- The attempt that stands for a document: one with a brief before one without, a whole brief before a part, then the last.
CREATE TABLE answers (
    generation INTEGER NOT NULL,
    document   INTEGER NOT NULL,
    attempt    INTEGER NOT NULL,
    outcome    TEXT NOT NULL,
    PRIMARY KEY (generation, document),
    FOREIGN KEY (generation, document, attempt) REFERENCES attempts (generation, document, number)
) STRICT, WITHOUT ROWID;

-- The words of the brief that stands, part by part, for searching.
CREATE TABLE evidence (
    id         INTEGER PRIMARY KEY,
    generation INTEGER NOT NULL,
    document   INTEGER NOT NULL,
    place      TEXT NOT NULL,         -- headline, K1, F1, Q1, W1
    text       TEXT NOT NULL,
    UNIQUE (generation, document, place),
    FOREIGN KEY (generation, document) REFERENCES answers (generation, document)
) STRICT;

CREATE TABLE kept (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Who holds the lock, for the words of a refusal. The lock itself is the operating system's.
CREATE TABLE writer (
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    pid   INTEGER NOT NULL,
    host  TEXT NOT NULL,
    since TEXT NOT NULL
) STRICT;

-- The indexes hold no text of their own. No triggers keep them: those would need the schema to be trusted.
CREATE VIEW searched AS
    SELECT documents.seq AS document, documents.title AS title, texts.text AS text
    FROM documents JOIN texts ON texts.document = documents.seq;

CREATE VIRTUAL TABLE documents_index USING fts5 (
    title, text, content = 'searched', content_rowid = 'document', tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE VIRTUAL TABLE evidence_index USING fts5 (
    text, content = 'evidence', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);
