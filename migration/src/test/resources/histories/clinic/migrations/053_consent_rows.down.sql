DELETE FROM consent;
