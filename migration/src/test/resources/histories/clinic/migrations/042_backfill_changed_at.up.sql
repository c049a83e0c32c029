update patient set changed_at = born + time '12:00' at time zone 'UTC';
update visit set changed_at = at;
