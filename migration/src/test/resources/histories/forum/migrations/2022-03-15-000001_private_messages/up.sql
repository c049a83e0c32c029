CREATE TABLE messages (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  sender INTEGER NOT NULL REFERENCES members,
  recipient INTEGER NOT NULL REFERENCES members,
  body TEXT NOT NULL,
  sent_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  read_at TIMESTAMPTZ,
  CHECK (sender <> recipient)
);
CREATE INDEX messages_unread ON messages (recipient) WHERE read_at IS NULL;
