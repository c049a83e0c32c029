update visit set changed_at = null;
update patient set changed_at = null;
