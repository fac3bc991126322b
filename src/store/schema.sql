CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    path TEXT NOT NULL UNIQUE,
    hash TEXT NOT NULL,
    title TEXT,
    publisher TEXT,
    date TEXT,
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    signature BLOB,
    source INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE sentence (
    document INTEGER NOT NULL,
    number INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    zone TEXT NOT NULL,
    paragraph INTEGER NOT NULL,
    PRIMARY KEY (document, number)
) WITHOUT ROWID;

CREATE TABLE mention (
    document INTEGER NOT NULL,
    number INTEGER NOT NULL,
    sentence INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    name TEXT NOT NULL,
    label TEXT,
    form TEXT NOT NULL,
    quantity TEXT,
    thing INTEGER,
    origin TEXT NOT NULL,
    confidence REAL NOT NULL,
    PRIMARY KEY (document, number)
) WITHOUT ROWID;

CREATE TABLE thing (
    document INTEGER NOT NULL,
    number INTEGER NOT NULL,
    label TEXT NOT NULL,
    name TEXT NOT NULL,
    aliases TEXT NOT NULL,
    mentions INTEGER NOT NULL,
    entity INTEGER,
    PRIMARY KEY (document, number)
) WITHOUT ROWID;

CREATE TABLE claim (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL,
    number INTEGER NOT NULL,
    subject INTEGER NOT NULL,
    relation TEXT,
    object INTEGER,
    attribute TEXT,
    value TEXT,
    attributes TEXT NOT NULL,
    status TEXT NOT NULL,
    attributed_to TEXT,
    rule TEXT NOT NULL,
    confidence REAL NOT NULL,
    sentence INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL
);
CREATE INDEX claim_document ON claim (document, number);

CREATE TABLE entity (
    id INTEGER PRIMARY KEY,
    label TEXT NOT NULL,
    name TEXT NOT NULL,
    aliases TEXT NOT NULL,
    node INTEGER
);

CREATE TABLE node (
    id INTEGER PRIMARY KEY,
    labels TEXT NOT NULL,
    properties TEXT NOT NULL,
    entity INTEGER
);

CREATE TABLE edge (
    id INTEGER PRIMARY KEY,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    type TEXT NOT NULL,
    properties TEXT NOT NULL,
    claimed INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE edge_claim (
    edge INTEGER NOT NULL,
    claim INTEGER NOT NULL,
    PRIMARY KEY (edge, claim)
) WITHOUT ROWID;

CREATE TABLE property_index (
    label TEXT NOT NULL,
    property TEXT NOT NULL,
    name TEXT,
    PRIMARY KEY (label, property)
) WITHOUT ROWID;

CREATE TABLE snapshot (section TEXT PRIMARY KEY, content BLOB NOT NULL);
