-- The ledger of an index. Every table but `ledger` can be made again from the manifest and the segments.
--
-- SPDX-FileCopyrightText: The openassay authors
-- SPDX-License-Identifier: Apache-2.0

-- Each line of the manifest, as it stands there.
CREATE TABLE ledger (seq INTEGER PRIMARY KEY, text TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL);

-- The segments in use, and how many of their rows are the current ones of a release.
CREATE TABLE segment (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, action TEXT NOT NULL, rows INTEGER NOT NULL, live INTEGER NOT NULL
);

CREATE TABLE release (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, current INTEGER NOT NULL);

CREATE TABLE assessment (
    id INTEGER PRIMARY KEY, release INTEGER NOT NULL, seen_at TEXT NOT NULL, revision TEXT NOT NULL, version TEXT NOT NULL,
    digest TEXT NOT NULL, segment INTEGER NOT NULL, row INTEGER NOT NULL,
    publisher TEXT NOT NULL, domain TEXT NOT NULL, license TEXT NOT NULL, gaps TEXT NOT NULL,
    UNIQUE (release, seen_at, digest)
);
CREATE INDEX assessment_place ON assessment (segment, row);

-- What an audit could not assess, and why.
CREATE TABLE failure (
    name TEXT NOT NULL, seen_at TEXT NOT NULL, code TEXT NOT NULL, because TEXT NOT NULL, PRIMARY KEY (name, seen_at)
) WITHOUT ROWID;

-- Where each document lies, by its SHA-256: the row, and the bytes of the file.
CREATE TABLE document (
    digest TEXT PRIMARY KEY, segment INTEGER NOT NULL, row INTEGER NOT NULL, start INTEGER NOT NULL, length INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX document_segment ON document (segment);

CREATE TABLE grade (
    assessment INTEGER NOT NULL, standard TEXT NOT NULL, graded_at TEXT NOT NULL, family TEXT NOT NULL,
    level TEXT, ceiling TEXT, level_rank INTEGER NOT NULL, ceiling_rank INTEGER NOT NULL,
    low TEXT, high TEXT, low_value REAL NOT NULL, high_value REAL NOT NULL, current INTEGER NOT NULL,
    PRIMARY KEY (assessment, standard, graded_at)
) WITHOUT ROWID;
CREATE INDEX grade_level ON grade (family, level_rank, ceiling_rank, low_value, high_value) WHERE current;

CREATE TABLE standard (
    name TEXT PRIMARY KEY, family TEXT NOT NULL, title TEXT NOT NULL, scheme TEXT NOT NULL, rungs TEXT NOT NULL, out_of TEXT
) WITHOUT ROWID;

-- What the current assessments lack, and what every release can be looked up by.
CREATE TABLE gap (component TEXT NOT NULL, release INTEGER NOT NULL, PRIMARY KEY (component, release)) WITHOUT ROWID;
CREATE TABLE name (spelling TEXT NOT NULL, release INTEGER NOT NULL, PRIMARY KEY (spelling, release)) WITHOUT ROWID;

CREATE TABLE page (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE VIRTUAL TABLE search USING fts5 (text, content = 'page', content_rowid = 'id', tokenize = 'trigram');
CREATE TRIGGER page_new AFTER INSERT ON page BEGIN
    INSERT INTO search (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER page_changed AFTER UPDATE ON page BEGIN
    INSERT INTO search (search, rowid, text) VALUES ('delete', old.id, old.text);
    INSERT INTO search (rowid, text) VALUES (new.id, new.text);
END;
