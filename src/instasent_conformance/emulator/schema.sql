-- Permission data, filled from the contract at boot.
CREATE TABLE IF NOT EXISTS scope (scope TEXT PRIMARY KEY, tier TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS plan_scope (
  plan TEXT NOT NULL, scope TEXT NOT NULL, PRIMARY KEY (plan, scope)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS admission (
  endpoint TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (endpoint, kind)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS grant_set (
  id INTEGER PRIMARY KEY, endpoint TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS grant_set_endpoint ON grant_set (endpoint);
CREATE TABLE IF NOT EXISTS grant_scope (
  grant_set INTEGER NOT NULL, scope TEXT NOT NULL, PRIMARY KEY (grant_set, scope)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS field_scope (
  endpoint TEXT NOT NULL, scope TEXT NOT NULL, PRIMARY KEY (endpoint, scope)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS level_scope (
  level TEXT PRIMARY KEY, position INTEGER NOT NULL, scope TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS disclosure (
  level TEXT NOT NULL, attribute TEXT, class TEXT
);

-- Accounts.
CREATE TABLE IF NOT EXISTS organization (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, plan TEXT NOT NULL,
  funds REAL NOT NULL, created_at INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS project (
  id TEXT PRIMARY KEY, uid TEXT NOT NULL UNIQUE, organization_id TEXT NOT NULL,
  name TEXT NOT NULL, unique_attributes TEXT NOT NULL, created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL, settings TEXT NOT NULL DEFAULT '{}'
);
CREATE TABLE IF NOT EXISTS token (
  id TEXT PRIMARY KEY, secret TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
  title TEXT NOT NULL, organization_id TEXT NOT NULL, project_id TEXT,
  datasource_id TEXT, created_at INTEGER NOT NULL, live INTEGER NOT NULL DEFAULT 1
);
CREATE TABLE IF NOT EXISTS token_scope (
  token_id TEXT NOT NULL, scope TEXT NOT NULL, PRIMARY KEY (token_id, scope)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS datasource (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, uid TEXT NOT NULL UNIQUE,
  project_id TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL,
  priority INTEGER NOT NULL, options TEXT NOT NULL, counters TEXT NOT NULL,
  token_id TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS datasource_project ON datasource (project_id);

-- People.
CREATE TABLE IF NOT EXISTS audience (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL, project_id TEXT NOT NULL,
  data TEXT NOT NULL, datasource_ids TEXT NOT NULL, contact_ids TEXT NOT NULL,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS audience_project ON audience (project_id);
CREATE TABLE IF NOT EXISTS former_id (
  id TEXT PRIMARY KEY, audience INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS former_id_audience ON former_id (audience);
CREATE TABLE IF NOT EXISTS deleted_person (
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL, deleted_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS contact (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL, project_id TEXT NOT NULL,
  datasource_id TEXT NOT NULL, user_id TEXT NOT NULL, data TEXT NOT NULL,
  audience INTEGER, revision INTEGER NOT NULL, created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL, UNIQUE (datasource_id, user_id)
);
CREATE INDEX IF NOT EXISTS contact_audience ON contact (audience);
CREATE TABLE IF NOT EXISTS space (
  id INTEGER PRIMARY KEY, project_id TEXT NOT NULL, attribute TEXT NOT NULL,
  UNIQUE (project_id, attribute)
);
CREATE TABLE IF NOT EXISTS identity (
  space INTEGER NOT NULL, value TEXT NOT NULL, contact INTEGER NOT NULL,
  PRIMARY KEY (space, value, contact)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS opt_out (
  project_id TEXT NOT NULL, audience_id TEXT NOT NULL, attribute TEXT NOT NULL,
  detail TEXT NOT NULL DEFAULT '{}', PRIMARY KEY (project_id, audience_id, attribute)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS custom_attribute (
  project_id TEXT NOT NULL, uid TEXT NOT NULL, data_type TEXT NOT NULL,
  multivalue INTEGER NOT NULL, datasource_uid TEXT NOT NULL,
  created_at INTEGER NOT NULL, PRIMARY KEY (project_id, uid)
) WITHOUT ROWID;

-- What people did.
CREATE TABLE IF NOT EXISTS event (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, project_id TEXT NOT NULL,
  datasource_id TEXT NOT NULL, user_id TEXT NOT NULL, event_id TEXT NOT NULL,
  type TEXT NOT NULL, date INTEGER NOT NULL, parameters TEXT NOT NULL,
  created_at INTEGER NOT NULL, UNIQUE (datasource_id, event_id)
);
CREATE INDEX IF NOT EXISTS event_owner ON event (datasource_id, user_id);
CREATE INDEX IF NOT EXISTS event_project ON event (project_id, created_at);

-- In a table without row ids the key comes first: SQLite before 3.41 takes the columns
-- of any other for spoilt when a state is opened again.

-- Parts of the audience, and what was sent to them.
CREATE TABLE IF NOT EXISTS segment (
  seq INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, project_id TEXT NOT NULL,
  name TEXT NOT NULL, type TEXT NOT NULL, definition TEXT NOT NULL,
  parameters TEXT NOT NULL, required INTEGER NOT NULL, created_at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS segment_project ON segment (project_id);
CREATE TABLE IF NOT EXISTS segment_member (
  segment TEXT NOT NULL, audience_id TEXT NOT NULL, project_id TEXT NOT NULL,
  PRIMARY KEY (segment, audience_id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS outreach (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, project_id TEXT NOT NULL,
  kind TEXT NOT NULL, parts INTEGER NOT NULL, body TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS outreach_project ON outreach (project_id, kind);

-- What waits, what was sent, and where a reader stopped.
CREATE TABLE IF NOT EXISTS queue (
  seq INTEGER PRIMARY KEY, due INTEGER NOT NULL, project_id TEXT NOT NULL,
  datasource_id TEXT NOT NULL, action TEXT NOT NULL, payload TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS sender (
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL, name TEXT NOT NULL,
  status TEXT NOT NULL, is_default INTEGER NOT NULL, created_at INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS sms (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, project_id TEXT NOT NULL,
  audience_id TEXT, phone TEXT NOT NULL, status TEXT NOT NULL, body TEXT NOT NULL,
  kind TEXT NOT NULL, owner TEXT, place INTEGER, send_id TEXT, term TEXT,
  created_at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS sms_waiting ON sms (status, created_at)
  WHERE status IN ('enqueued', 'sent');
CREATE INDEX IF NOT EXISTS sms_project ON sms (project_id, kind, owner);
CREATE TABLE IF NOT EXISTS cursor (
  id TEXT PRIMARY KEY, token_id TEXT NOT NULL, project_id TEXT NOT NULL,
  query TEXT NOT NULL, sort_value, seq INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL);
